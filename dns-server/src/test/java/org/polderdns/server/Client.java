package org.polderdns.server;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import org.polderdns.wire.Flags;
import org.polderdns.wire.MessageWriter;
import org.polderdns.wire.Name;
import org.polderdns.wire.OctetWriter;
import org.polderdns.wire.Rcode;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;

/** Asks a server, over real sockets. */
public final class Client {
  private static final int TIMEOUT_MILLIS = 20_000;

  private Client() {}

  /** A question without EDNS. */
  public static byte[] question(String name, RecordType type) {
    return question(name, type, RecordClass.IN);
  }

  public static byte[] question(String name, RecordType type, RecordClass rclass) {
    MessageWriter writer = new MessageWriter(new OctetWriter(512));
    writer.begin(4711, 512);
    writer.question(Name.parse(name), type, rclass);
    writer.finish(0, Rcode.NOERROR);
    return writer.octets().toArray();
  }

  public static Reply udp(InetSocketAddress server, byte[] question) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(server);
      socket.send(new DatagramPacket(question, question.length));
      DatagramPacket packet = new DatagramPacket(new byte[65535], 65535);
      socket.receive(packet);
      return new Reply(Arrays.copyOf(packet.getData(), packet.getLength()));
    }
  }

  public static Reply tcp(InetSocketAddress server, byte[] question) throws IOException {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(server);
      byte[] frame = new byte[2 + question.length];
      frame[0] = (byte) (question.length >> 8);
      frame[1] = (byte) question.length;
      System.arraycopy(question, 0, frame, 2, question.length);
      socket.getOutputStream().write(frame);
      byte[] length = socket.getInputStream().readNBytes(2);
      return new Reply(
          socket.getInputStream().readNBytes((length[0] & 0xff) << 8 | length[1] & 0xff));
    }
  }

  /** The header of a reply. */
  public record Reply(byte[] octets) {
    public int u16(int at) {
      return (octets[at] & 0xff) << 8 | octets[at + 1] & 0xff;
    }

    public int rcode() {
      return u16(2) & Flags.RCODE;
    }

    public boolean has(int flag) {
      return (u16(2) & flag) != 0;
    }

    public int answers() {
      return u16(6);
    }

    public int authorities() {
      return u16(8);
    }

    public int additionals() {
      return u16(10);
    }
  }
}
