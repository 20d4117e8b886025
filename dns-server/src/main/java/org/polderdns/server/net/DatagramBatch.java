package org.polderdns.server.net;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.polderdns.server.stats.Counter;
import org.polderdns.server.stats.Tally;

/**
 * Datagrams that come by one system call, and the replies to them that go by one: headers, addresses
 * and data of all in one piece of memory outside the heap, made once. For one thread at a time.
 *
 * <p>{@link #receive} fills slots from 0 on. {@link #reply} puts a reply in the place of a slot's
 * datagram, and {@link #send} sends what was put. A reply leaves from the address that the datagram
 * came to, if the socket tells it ({@code IP_PKTINFO}, RFC 3542 §6).
 */
final class DatagramBatch {
  // struct mmsghdr of Linux on 64 bits: a struct msghdr of 56 octets, then msg_len.
  private static final int HEADER = 64;
  private static final int CLIENT_POINTER = 0;
  private static final int CLIENT_LENGTH = 8;
  private static final int VECTOR_POINTER = 16;
  private static final int VECTOR_COUNT = 24;
  private static final int CONTROL_POINTER = 32;
  private static final int CONTROL_LENGTH = 40;
  private static final int MESSAGE_LENGTH = 56;

  // struct iovec.
  private static final int VECTOR = 16;
  private static final int VECTOR_LENGTH = 8;

  // What is on the envelope: struct sockaddr_in or sockaddr_in6 of the client, then struct cmsghdr
  // (length, level, type) with struct in_pktinfo or in6_pktinfo of the address asked.
  private static final int ENVELOPE = 96;
  private static final int PORT = 2;
  private static final int IP4_ADDRESS = 4;
  private static final int IP6_ADDRESS = 8;
  private static final int IP6_SCOPE = 24;
  private static final int CONTROL = 32;
  private static final int CONTROL_LEVEL = CONTROL + 8;
  private static final int CONTROL_DATA = CONTROL + 16;
  private static final int CLIENT_ROOM = CONTROL;
  private static final int CONTROL_ROOM = ENVELOPE - CONTROL;

  private static final int LONGEST = 65535;

  /**
   * From one datagram to the next. Memory that is not used is never touched, so room for the longest
   * costs none; the lines added keep the short ones out of each other's cache sets.
   */
  private static final int STRIDE = 65536 + 192;

  private final ByteBuffer memory;
  private final long base;
  private final int capacity;
  private final int replyHeaders;
  private final int vectors;
  private final int replyVectors;
  private final int envelopes;
  private final int data;
  private final int[] slots;
  private int received;
  private int replies;

  /** Room for {@code capacity} datagrams of any length. */
  DatagramBatch(int capacity) {
    this.capacity = capacity;
    slots = new int[capacity];
    replyHeaders = capacity * HEADER;
    vectors = replyHeaders + capacity * HEADER;
    replyVectors = vectors + capacity * VECTOR;
    envelopes = replyVectors + capacity * VECTOR;
    data = envelopes + capacity * ENVELOPE;
    Memory block = new Memory(data + (long) capacity * STRIDE);
    block.clear(data);
    base = Pointer.nativeValue(block);
    memory = block.getByteBuffer(0, block.size()).order(ByteOrder.nativeOrder());
    for (int i = 0; i < capacity; i++) {
      link(i * HEADER, vectors + i * VECTOR, i);
      memory.putLong(vectors + i * VECTOR + VECTOR_LENGTH, LONGEST);
      link(replyHeaders + i * HEADER, replyVectors + i * VECTOR, i);
    }
    received = capacity;
  }

  private void link(int header, int vector, int slot) {
    memory.putLong(header + VECTOR_POINTER, base + vector);
    memory.putLong(header + VECTOR_COUNT, 1);
    point(header, vector, slot);
  }

  private void point(int header, int vector, int slot) {
    memory.putLong(header + CLIENT_POINTER, base + envelope(slot));
    memory.putLong(header + CONTROL_POINTER, base + envelope(slot) + CONTROL);
    memory.putLong(vector, base + data(slot));
  }

  private int envelope(int slot) {
    return envelopes + slot * ENVELOPE;
  }

  private int data(int slot) {
    return data + slot * STRIDE;
  }

  /**
   * Takes what is there, up to the capacity.
   *
   * @param flags {@code MSG_DONTWAIT}, or {@code MSG_WAITFORONE} if the socket is one that waits
   * @return how many, or -1, for which {@link LinuxSockets#error} has the reason
   */
  int receive(int socket, int flags) {
    for (int slot = 0; slot < received; slot++) {
      memory.putInt(slot * HEADER + CLIENT_LENGTH, CLIENT_ROOM);
      memory.putLong(slot * HEADER + CONTROL_LENGTH, CONTROL_ROOM);
      memory.putLong(envelope(slot) + CONTROL, 0);
    }
    replies = 0;
    int result = LinuxSockets.recvmmsg(socket, base, capacity, flags, 0);
    received = Math.max(0, result);
    return result;
  }

  /** The octets of a datagram. */
  int length(int slot) {
    return memory.getInt(slot * HEADER + MESSAGE_LENGTH);
  }

  /** Copies a datagram. */
  void copy(int slot, byte[] to, int at) {
    memory.get(data(slot), to, at, length(slot));
  }

  private boolean isIp6Socket(int slot) {
    return memory.getShort(envelope(slot)) == LinuxSockets.AF_INET6;
  }

  /** Whether the client has an IPv6 address, which one of IPv4 mapped to it is not (RFC 4291). */
  boolean isIp6(int slot) {
    int at = envelope(slot) + IP6_ADDRESS;
    boolean mapped = memory.getLong(at) == 0 && memory.getInt(at + 8) == 0xffff0000;
    return isIp6Socket(slot) && !mapped;
  }

  /** Whether a reply can go anywhere: not to port 0, nor if a waiting was ended from outside. */
  boolean isAnswerable(int slot) {
    return memory.getInt(slot * HEADER + CLIENT_LENGTH) != 0 && clientPort(slot) != 0;
  }

  private int clientPort(int slot) {
    int at = envelope(slot) + PORT;
    return (memory.get(at) & 0xff) << 8 | memory.get(at + 1) & 0xff;
  }

  /** The address and port that a datagram came from; makes new objects. */
  InetSocketAddress client(int slot) {
    int at = envelope(slot);
    boolean ip6Socket = isIp6Socket(slot);
    byte[] address = new byte[ip6Socket ? 16 : 4];
    memory.get(at + (ip6Socket ? IP6_ADDRESS : IP4_ADDRESS), address);
    int scope = isIp6(slot) ? memory.getInt(at + IP6_SCOPE) : 0;
    try {
      InetAddress host = scope == 0
          ? InetAddress.getByAddress(address)
          : Inet6Address.getByAddress(null, address, scope);
      return new InetSocketAddress(host, clientPort(slot));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e); // of an array of another length only
    }
  }

  /** Puts the first {@code length} octets of {@code from} as the reply to a datagram. */
  void reply(int slot, byte[] from, int length) {
    memory.put(data(slot), from, 0, length);
    int header = replyHeaders + replies * HEADER;
    int vector = replyVectors + replies * VECTOR;
    point(header, vector, slot);
    memory.putInt(header + CLIENT_LENGTH, isIp6Socket(slot) ? 28 : 16);
    memory.putLong(header + CONTROL_LENGTH, replyFromAddressAsked(envelope(slot)));
    memory.putLong(vector + VECTOR_LENGTH, length);
    slots[replies++] = slot;
  }

  /**
   * Makes what was told of the address asked say where the reply is to leave: from that address, by
   * the interface that the route gives.
   *
   * @return the length of it
   */
  private long replyFromAddressAsked(int envelope) {
    long length = memory.getLong(envelope + CONTROL);
    int at = envelope + CONTROL_DATA;
    if (length == 0) {
      return 0;
    }
    if (memory.getInt(envelope + CONTROL_LEVEL) == LinuxSockets.IPPROTO_IPV6) {
      memory.putInt(at + 16, 0); // ipi6_ifindex
    } else {
      memory.putInt(at, 0); // ipi_ifindex
      if (memory.getInt(at + 4) == 0) {
        // ipi_spec_dst is unknown for what came before the socket was to tell; ipi_addr never is.
        memory.putInt(at + 4, memory.getInt(at + 8));
      }
    }
    return length + 7 & ~7;
  }

  /** Copies what a reply to a datagram needs, for {@link #reply(byte[], byte[], int)}. */
  byte[] envelopeOf(int slot) {
    byte[] copy = new byte[ENVELOPE];
    memory.get(envelope(slot), copy);
    return copy;
  }

  /** Puts a reply to a datagram of another batch; only where none was received. */
  void reply(byte[] envelope, byte[] from, int length) {
    memory.put(envelope(replies), envelope);
    reply(replies, from, length);
  }

  /** Whether there is no room for another reply. */
  boolean isFull() {
    return replies == capacity;
  }

  /** Sends the replies put. What the kernel does not take is left out and counted. */
  void send(int socket, Tally tally) {
    int next = 0;
    while (next < replies) {
      int header = replyHeaders + next * HEADER;
      int taken =
          LinuxSockets.sendmmsg(socket, base + header, replies - next, LinuxSockets.MSG_DONTWAIT);
      if (taken <= 0) {
        tally.count(Counter.UDP_SEND_ERRORS);
        next++;
        continue;
      }
      for (int end = next + taken; next < end; next++) {
        long length = memory.getLong(replyVectors + next * VECTOR + VECTOR_LENGTH);
        tally.countAnswer(false, isIp6(slots[next]), (int) length);
      }
    }
    replies = 0;
  }
}
