import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.polderdns.records.RdataFormats;
import org.polderdns.wire.Message;
import org.polderdns.wire.Name;
import org.polderdns.wire.OctetWriter;
import org.polderdns.wire.Rcode;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;
import org.polderdns.wire.WireFormatException;

/**
 * Sends random and mutated messages to a server on loopback and checks that each reply is a valid
 * response to what was sent, and that the server goes on answering.
 *
 * <p>Run by {@code run.sh} beside it: {@code java -cp polder-server.jar HostileTraffic.java PORT
 * PACKETS SEED}. One packet in 50 goes over TCP. Status 1 if a reply is wrong or the server stops.
 */
final class HostileTraffic {
  private static final int BATCH = 32;
  private static final String[] NAMES = {
    ".", "com.", "www.example.", "nl.", "a.root-servers.net.", "nx.nl.", "x.y.z.arpa.", "\\000.",
    "WWW.eXample.COM.", "aaa.", "zw.", "_sip._udp.example.", "*.com."
  };

  private final SplittableRandom random;
  private final InetSocketAddress server;
  private final DatagramChannel channel;
  private final Selector selector;
  private final ByteBuffer received = ByteBuffer.allocate(65536);
  private final List<byte[]> seeds = new ArrayList<>();
  private final TreeMap<String, Long> outcomes = new TreeMap<>();
  private long replies;
  private long expected;
  private long wrong;

  private HostileTraffic(int port, long seed) throws IOException {
    random = new SplittableRandom(seed);
    server = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port);
    channel = DatagramChannel.open().connect(server);
    channel.configureBlocking(false);
    selector = Selector.open();
    channel.register(selector, SelectionKey.OP_READ);
    makeSeeds();
  }

  public static void main(String[] args) throws IOException {
    int port = Integer.parseInt(args[0]);
    long packets = Long.parseLong(args[1]);
    long seed = Long.parseLong(args[2]);
    System.out.println("seed " + seed + ", " + packets + " packets to port " + port);
    HostileTraffic traffic = new HostileTraffic(port, seed);
    long start = System.nanoTime();
    traffic.run(packets);
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "sent %d in %.0f s; of %d that can be answered %d were; wrong replies %d%n",
        packets, seconds, traffic.expected, traffic.replies, traffic.wrong);
    System.out.println("outcomes " + traffic.outcomes);
    System.exit(traffic.wrong == 0 && traffic.replies > traffic.expected / 2 ? 0 : 1);
  }

  /** Valid questions of all kinds, with and without EDNS, and messages of other operations. */
  private void makeSeeds() {
    int[] types = {1, 2, 5, 6, 15, 16, 28, 39, 43, 46, 47, 48, 50, 64, 250, 251, 252, 255, 65280};
    for (String name : NAMES) {
      for (int type : types) {
        for (int edns = 0; edns < 4; edns++) {
          seeds.add(question(Name.parse(name), type, edns));
        }
      }
    }
  }

  private static byte[] question(Name name, int type, int edns) {
    OctetWriter out = new OctetWriter(600);
    out.u16(0);
    out.u16(0x0100);
    out.u16(1);
    out.u16(0);
    out.u16(0);
    out.u16(edns > 0 ? 1 : 0);
    out.name(name);
    out.u16(type);
    out.u16(RecordClass.IN.code());
    if (edns > 0) {
      out.u8(0);
      out.u16(RecordType.OPT.code());
      out.u16(edns == 1 ? 512 : 4096);
      out.u16(0);
      out.u16(edns == 3 ? 0x8000 : 0);
      byte[] options = {0, 3, 0, 0, 0, 10, 0, 8, 1, 2, 3, 4, 5, 6, 7, 8, 0, 8, 0, 7, 0, 1, 24, 0, 9, 9, 9};
      int length = edns == 2 ? options.length : 0;
      out.u16(length);
      out.octets(options, 0, length);
    }
    return out.toArray();
  }

  private byte[] packet() {
    int kind = random.nextInt(10);
    if (kind == 0) {
      byte[] noise = new byte[random.nextInt(random.nextInt(20) == 0 ? 1500 : 80)];
      random.nextBytes(noise);
      return noise;
    }
    byte[] base = seeds.get(random.nextInt(seeds.size())).clone();
    return kind == 1 ? base : mutated(base);
  }

  private byte[] mutated(byte[] base) {
    byte[] message = base;
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      int at = message.length == 0 ? 0 : random.nextInt(message.length);
      switch (random.nextInt(7)) {
        case 0 -> message = Arrays.copyOf(message, at);
        case 1 -> message = Arrays.copyOf(message, message.length + random.nextInt(40));
        case 2 -> { // a compression pointer, backwards, forwards or to itself
          if (message.length > 14) {
            int place = 12 + random.nextInt(message.length - 13);
            message[place] = (byte) (0xc0 | random.nextInt(2));
            message[place + 1] = (byte) random.nextInt(message.length + 4);
          }
        }
        case 3 -> { // a count
          if (message.length > 11) {
            message[4 + random.nextInt(8)] = (byte) random.nextInt(4);
          }
        }
        case 4 -> { // the rest of another message behind this one
          byte[] other = seeds.get(random.nextInt(seeds.size()));
          int old = message.length;
          message = Arrays.copyOf(message, old + other.length - 12);
          System.arraycopy(other, 12, message, old, other.length - 12);
        }
        default -> {
          if (message.length > 0) {
            message[at] = (byte) random.nextInt(256);
          }
        }
      }
    }
    return message;
  }

  private void run(long packets) throws IOException {
    byte[][] sent = new byte[BATCH][];
    long perStep = Math.max(BATCH, packets / 50);
    long step = perStep;
    for (long done = 0; done < packets; ) {
      int udp = (int) Math.min(BATCH, packets - done);
      for (int i = 0; i < udp; i++) {
        sent[i] = numbered(packet(), i);
      }
      if (random.nextInt(50) == 0) {
        overTcp(sent, udp);
      } else {
        overUdp(sent, udp);
      }
      done += udp;
      if (done >= step) {
        checkAlive(done);
        step += perStep;
      }
    }
    checkAlive(packets);
  }

  /** Gives the message an ID of which the low bits are its place among those under way. */
  private byte[] numbered(byte[] message, int index) {
    if (message.length > 1) {
      message[0] = (byte) random.nextInt(256);
      message[1] = (byte) (index | random.nextInt(8) << 5);
    }
    return message;
  }

  private static boolean canBeAnswered(byte[] message) {
    return message.length >= 12 && (message[2] & 0x80) == 0;
  }

  private void overUdp(byte[][] sent, int count) throws IOException {
    int awaited = 0;
    for (int i = 0; i < count; i++) {
      if (canBeAnswered(sent[i])) {
        awaited++;
      }
      channel.write(ByteBuffer.wrap(sent[i]));
    }
    expected += awaited;
    long end = System.nanoTime() + 2_000_000_000L;
    while (awaited > 0 && System.nanoTime() < end) {
      selector.select(100);
      selector.selectedKeys().clear();
      received.clear();
      while (channel.read(received) > 0) {
        byte[] reply = Arrays.copyOf(received.array(), received.position());
        received.clear();
        byte[] question = reply.length > 1 ? sent[reply[1] & BATCH - 1] : new byte[0];
        check(question, reply, false);
        awaited--;
      }
    }
  }

  private void overTcp(byte[][] sent, int count) throws IOException {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      int length = sent[i].length;
      if (length < 12) {
        break; // such a frame ends the connection
      }
      expected += canBeAnswered(sent[i]) ? 1 : 0;
      frames.write(length >> 8);
      frames.write(length);
      frames.write(sent[i]);
    }
    if (random.nextInt(4) == 0) {
      frames.write(random.nextInt(256)); // a frame that never becomes whole
    }
    try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
      socket.setSoTimeout(3000);
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      byte[] all = frames.toByteArray();
      for (int at = 0; at < all.length; ) {
        int part = random.nextInt(3) == 0 ? 1 : Math.min(all.length - at, 1 + random.nextInt(400));
        out.write(all, at, part);
        at += part;
      }
      if (random.nextInt(8) == 0) {
        return; // gone without reading
      }
      socket.shutdownOutput();
      InputStream in = socket.getInputStream();
      byte[] prefix = in.readNBytes(2);
      while (prefix.length == 2) {
        byte[] reply = in.readNBytes((prefix[0] & 0xff) << 8 | prefix[1] & 0xff);
        check(reply.length > 1 ? sent[reply[1] & BATCH - 1] : new byte[0], reply, true);
        prefix = in.readNBytes(2);
      }
    } catch (SocketTimeoutException | SocketException e) {
      outcomes.merge("tcp " + e.getClass().getSimpleName(), 1L, Long::sum);
    }
  }

  private void check(byte[] question, byte[] reply, boolean tcp) {
    replies++;
    String fault = fault(question, reply, tcp);
    if (!fault.isEmpty()) {
      wrong++;
      if (wrong <= 10) {
        System.out.println("WRONG " + fault);
        System.out.println("  question " + HexFormat.of().formatHex(question));
        System.out.println("  reply    " + HexFormat.of().formatHex(reply));
      }
    }
  }

  private String fault(byte[] question, byte[] reply, boolean tcp) {
    if (!canBeAnswered(question)) {
      return "a reply to what cannot be answered";
    }
    if (reply.length < 12 || (reply[2] & 0x80) == 0) {
      return "no response";
    }
    if (reply[0] != question[0] || reply[1] != question[1]) {
      return "another ID";
    }
    if ((reply[2] & 0x78) != (question[2] & 0x78)) {
      return "another opcode";
    }
    if (!tcp && reply.length > 1232) {
      return "longer than 1232 octets";
    }
    try {
      Message message = Message.parse(reply, RdataFormats.layouts());
      Rcode rcode = message.rcode();
      outcomes.merge(rcode.toString(), 1L, Long::sum);
      if (rcode.equals(Rcode.SERVFAIL)) {
        return "SERVFAIL";
      }
      if (message.question().isPresent() && !echoes(question, reply)) {
        return "another question";
      }
      return "";
    } catch (WireFormatException e) {
      return "malformed: " + e.getMessage();
    }
  }

  /** Whether the question stands in the reply octet by octet. */
  private static boolean echoes(byte[] question, byte[] reply) {
    int end = 12;
    while (reply[end] != 0) {
      end += 1 + reply[end];
    }
    end += 5;
    return question.length >= end && Arrays.equals(question, 12, end, reply, 12, end);
  }

  /** Asks an ordinary question until it is answered, for ten seconds at most. */
  private void checkAlive(long done) throws IOException {
    byte[] message = question(Name.ROOT, RecordType.SOA.code(), 1);
    long end = System.nanoTime() + 10_000_000_000L;
    while (System.nanoTime() < end) {
      message[0] = (byte) 0xaa;
      message[1] = (byte) 0x55;
      channel.write(ByteBuffer.wrap(message));
      selector.select(500);
      selector.selectedKeys().clear();
      received.clear();
      while (channel.read(received) > 0) {
        byte[] reply = Arrays.copyOf(received.array(), received.position());
        received.clear();
        if (reply.length > 12 && reply[0] == message[0] && reply[1] == message[1]) {
          Message parsed = Message.parse(reply, RdataFormats.layouts());
          if (parsed.rcode().equals(Rcode.NOERROR) && reply[7] == 1) {
            return;
          }
        }
      }
    }
    System.out.println("the server does not answer any more after " + done + " packets");
    System.exit(1);
  }
}
