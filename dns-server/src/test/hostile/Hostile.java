import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.polderdns.records.RdataFormats;
import org.polderdns.wire.Edns;
import org.polderdns.wire.EdnsOption;
import org.polderdns.wire.Flags;
import org.polderdns.wire.Header;
import org.polderdns.wire.Message;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.Opcode;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.wire.Query;
import org.polderdns.wire.Question;
import org.polderdns.wire.RdataLayouts;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;
import org.polderdns.wire.Section;
import org.polderdns.wire.WireFormatException;
import org.polderdns.zone.file.ZoneFileReader;

/**
 * Sends random and mutated packets to a running server and judges what comes back: a valid reply of
 * the right id or none, and none only where none is due. At the end the server must still answer,
 * have the threads it had, and no more memory in use.
 *
 * <p>Run by {@code run.sh}, on the server's jar. Arguments: {@code PORT PID PACKETS SEED},
 * vector files of dns-wire, and {@code APEX=FILE} for each zone served.
 */
final class Hostile {
  private static final int SENDERS = 2;
  private static final int WINDOW = 200;
  private static final int TCP_EVERY = 25; // one in so many windows goes by TCP
  private static final int TRIES = 5;
  private static final int PATIENCE = 2000; // ms
  private static final int UDP_LIMIT = 1232;
  private static final long HEAP_MARGIN = 16L << 20;
  private static final long RSS_MARGIN = 96L << 20;
  private static final InetAddress HOST = InetAddress.getLoopbackAddress();
  private static final RdataLayouts LAYOUTS = RdataFormats.layouts();

  private final int port;
  private final long pid;
  private final List<byte[]> vectors = new ArrayList<>();
  private final List<Name> names = new ArrayList<>();
  private final List<Name> apexes = new ArrayList<>();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong byTcp = new AtomicLong();
  private final AtomicLong replies = new AtomicLong();
  private final AtomicLong retries = new AtomicLong();
  private final AtomicLong closed = new AtomicLong();
  private final AtomicLong faults = new AtomicLong();

  private Hostile(int port, long pid) {
    this.port = port;
    this.pid = pid;
  }

  public static void main(String[] args) throws Exception {
    Hostile hostile = new Hostile(Integer.parseInt(args[0]), Long.parseLong(args[1]));
    long packets = Long.parseLong(args[2]);
    long seed = Long.parseLong(args[3]);
    for (String source : List.of(args).subList(4, args.length)) {
      if (source.contains("=")) {
        hostile.readZone(source);
      } else {
        hostile.readVectors(source);
      }
    }
    System.exit(hostile.run(packets, seed) ? 0 : 1);
  }

  private void readVectors(String file) throws IOException {
    for (String line : Files.readAllLines(Path.of(file))) {
      Matcher words = Pattern.compile("^[^#].*?  +((?:[0-9a-f]+ ?)+)$").matcher(line);
      if (words.matches()) {
        String hex = words.group(1).replace(" ", "");
        if (hex.length() % 2 == 0) {
          vectors.add(HexFormat.of().parseHex(hex));
        }
      }
    }
  }

  private void readZone(String zone) {
    Name apex = Name.parse(zone.substring(0, zone.indexOf('=')));
    apexes.add(apex);
    try (ZoneFileReader reader =
        ZoneFileReader.open(Path.of(zone.substring(zone.indexOf('=') + 1)), apex)) {
      Name last = Name.ROOT;
      while (reader.next()) {
        if (!reader.owner().equals(last)) {
          last = reader.owner();
          names.add(last);
        }
      }
    }
  }

  private boolean run(long packets, long seed) throws Exception {
    System.out.printf("%d packets, seed %d, %d vectors, %d names in %d zones%n",
        packets, seed, vectors.size(), names.size(), apexes.size());
    send(packets / 10, seed);
    answers();
    State before = State.of(pid);
    System.out.println("after a tenth: " + before);
    long step = packets * 9 / 10 / 9;
    for (int i = 1; i <= 9 && faults.get() == 0; i++) {
      send(step, seed + i);
      System.out.printf("%d sent, %d of them by TCP, %d replies, %d asked again%n",
          sent.get(), byTcp.get(), replies.get(), retries.get());
    }
    answers();
    State after = State.of(pid);
    System.out.println("at the end:    " + after);
    if (!after.threads.equals(before.threads)) {
      fault("threads were " + before.threads + " and are " + after.threads, new byte[0]);
    }
    if (after.heap > before.heap + HEAP_MARGIN) {
      fault("heap grew from " + before.heap + " to " + after.heap, new byte[0]);
    }
    if (after.resident > before.resident + RSS_MARGIN) {
      fault("memory grew from " + before.resident + " to " + after.resident, new byte[0]);
    }
    System.out.printf("%d packets (%d by TCP), %d replies, %d asked again, %d connections closed"
            + " by the server, %d faults%n",
        sent.get(), byTcp.get(), replies.get(), retries.get(), closed.get(), faults.get());
    return faults.get() == 0;
  }

  private void fault(String what, byte[] packet) {
    if (faults.incrementAndGet() <= 20) {
      System.out.println("FAULT: " + what + ": " + HexFormat.of().formatHex(packet));
    }
  }

  private void send(long packets, long seed) throws InterruptedException {
    List<Thread> senders = new ArrayList<>();
    for (int i = 0; i < SENDERS; i++) {
      Sender sender = new Sender(packets / SENDERS, new SplittableRandom(seed * SENDERS + i));
      Thread thread = new Thread(sender, "sender-" + i);
      thread.start();
      senders.add(thread);
    }
    for (Thread thread : senders) {
      thread.join();
    }
  }

  /** The SOA of each zone is answered, by UDP and TCP. */
  private void answers() throws IOException {
    for (Name apex : apexes) {
      byte[] question = Message.builder(Header.of(7, Opcode.QUERY, 0))
          .question(Question.of(apex, RecordType.SOA))
          .build(LAYOUTS)
          .toOctets()
          .toArray();
      for (boolean tcp : new boolean[] {false, true}) {
        byte[] reply = new Sender(0, new SplittableRandom(0)).askAlone(question, tcp);
        Message message = Message.parse(reply, LAYOUTS);
        if (message.count(Section.ANSWER) != 1 || !message.header().isAuthoritative()) {
          fault(apex + " SOA is answered " + message, question);
        }
      }
    }
  }

  /** What the server's process has after a collection. */
  private record State(TreeSet<String> threads, long heap, long resident) {
    private static final Pattern VM_THREAD =
        Pattern.compile("C[12] CompilerThread.*|Attach Listener|Service Thread|Monitor Deflation.*"
                + "|process reaper");

    /** Threads that end when they have nothing to do for a while, of which there may be a few. */
    private static final Pattern PASSING =
        Pattern.compile("polder-(compile|list|sign|signing)-[0-9]+|polder-udp-batches");

    private static final int MOST_PASSING = 8;

    static State of(long pid) throws Exception {
      jcmd(pid, "GC.run");
      jcmd(pid, "GC.run");
      long heap = 0;
      Matcher used = Pattern.compile("used ([0-9]+)K(?=[ ,\\[\\n]|$)")
          .matcher(jcmd(pid, "GC.heap_info").split("Metaspace")[0]);
      while (used.find()) {
        heap += Long.parseLong(used.group(1)) << 10;
      }
      TreeSet<String> threads = new TreeSet<>();
      int passing = 0;
      Matcher thread = Pattern.compile("(?m)^\"(.*)\" #").matcher(jcmd(pid, "Thread.print"));
      while (thread.find()) {
        if (PASSING.matcher(thread.group(1)).matches()) {
          if (++passing > MOST_PASSING) {
            threads.add(thread.group(1));
          }
        } else if (!VM_THREAD.matcher(thread.group(1)).matches()) {
          threads.add(thread.group(1));
        }
      }
      Matcher rss = Pattern.compile("VmRSS:\\s+([0-9]+) kB")
          .matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
      return new State(threads, heap, rss.find() ? Long.parseLong(rss.group(1)) << 10 : 0);
    }

    private static String jcmd(long pid, String command) throws Exception {
      Process process = new ProcessBuilder(
              System.getProperty("java.home") + "/bin/jcmd", Long.toString(pid), command)
          .redirectErrorStream(true)
          .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException("jcmd " + command + ": " + output);
      }
      return output;
    }

    @Override
    public String toString() {
      return threads.size() + " threads, heap " + (heap >> 10) + " KiB, resident "
          + (resident >> 10) + " KiB";
    }
  }

  /** Sends windows of packets and waits for the replies that are due to each. */
  private final class Sender implements Runnable {
    private final long packets;
    private final SplittableRandom random;
    private final byte[][] waiting = new byte[65536][]; // by id
    private final Query query = new Query();
    private final byte[] buffer = new byte[65535];
    private int id;

    Sender(long packets, SplittableRandom random) {
      this.packets = packets;
      this.random = random;
    }

    @Override
    public void run() {
      try (DatagramSocket socket = new DatagramSocket()) {
        socket.connect(HOST, port);
        socket.setReceiveBufferSize(1 << 20);
        socket.setSoTimeout(PATIENCE);
        long windows = (packets + WINDOW - 1) / WINDOW;
        for (long i = 0; i < windows && faults.get() < 20; i++) {
          List<byte[]> window = new ArrayList<>();
          for (int k = 0; k < WINDOW; k++) {
            window.add(packet());
          }
          sent.addAndGet(WINDOW);
          if (random.nextInt(TCP_EVERY) == 0) {
            byTcp.addAndGet(WINDOW);
            window(window);
          } else {
            window(socket, window);
          }
        }
      } catch (IOException e) {
        fault("no connection: " + e, new byte[0]);
      }
    }

    /** By UDP. */
    private void window(DatagramSocket socket, List<byte[]> window) throws IOException {
      int due = 0;
      for (byte[] one : window) {
        due += expect(one);
        socket.send(new DatagramPacket(one, one.length));
      }
      try {
        while (due > 0) {
          DatagramPacket reply = new DatagramPacket(buffer, buffer.length);
          socket.receive(reply);
          due -= judge(Arrays.copyOf(buffer, reply.getLength()), UDP_LIMIT);
        }
      } catch (SocketTimeoutException e) {
        askAgain(window, false);
      }
    }

    /** By TCP: together, or an octet at a time, or as a stream of nothing that makes sense. */
    private void window(List<byte[]> window) throws IOException {
      int due = 0;
      try (Socket socket = connect()) {
        OutputStream out = socket.getOutputStream();
        if (random.nextInt(8) == 0) {
          byte[] rubbish = new byte[random.nextInt(5000)];
          random.nextBytes(rubbish);
          socket.setSoLinger(random.nextBoolean(), 0);
          out.write(rubbish);
          return;
        }
        if (random.nextInt(8) != 0) {
          // What is shorter than a header ends a connection, and the rest has to be asked again.
          window.removeIf(one -> one.length < Query.HEADER_LENGTH);
        }
        for (byte[] one : window) {
          due += expect(one);
        }
        byte[] stream = frames(window);
        if (random.nextInt(50) == 0) {
          for (byte octet : stream) {
            out.write(octet);
          }
        } else {
          out.write(stream);
        }
        socket.shutdownOutput();
        DataInputStream in = new DataInputStream(socket.getInputStream());
        while (due > 0) {
          due -= judge(frame(in), 65535);
        }
      } catch (SocketTimeoutException | EOFException | SocketException e) {
        closed.incrementAndGet();
        askAgain(window, true);
      }
    }

    private Socket connect() throws IOException {
      Socket socket = new Socket();
      socket.connect(new InetSocketAddress(HOST, port), 10 * PATIENCE);
      socket.setSoTimeout(PATIENCE);
      socket.setTcpNoDelay(true);
      return socket;
    }

    private static byte[] frames(List<byte[]> window) {
      int length = window.stream().mapToInt(one -> 2 + one.length).sum();
      byte[] stream = new byte[length];
      int at = 0;
      for (byte[] one : window) {
        stream[at] = (byte) (one.length >> 8);
        stream[at + 1] = (byte) one.length;
        System.arraycopy(one, 0, stream, at + 2, one.length);
        at += 2 + one.length;
      }
      return stream;
    }

    private static byte[] frame(DataInputStream in) throws IOException {
      byte[] reply = new byte[in.readUnsignedShort()];
      in.readFully(reply);
      return reply;
    }

    /** Each that had no reply, one by one: a datagram may be lost, the same five times is not. */
    private void askAgain(List<byte[]> window, boolean tcp) throws IOException {
      for (byte[] one : window) {
        if (one.length >= 2 && waiting[id(one)] == one) {
          retries.incrementAndGet();
          waiting[id(one)] = null;
          askAlone(one, tcp);
        }
      }
    }

    byte[] askAlone(byte[] question, boolean tcp) throws IOException {
      for (int i = 0; i < TRIES; i++) {
        expect(question);
        try {
          byte[] reply = tcp ? askByTcp(question) : askByUdp(question);
          judge(reply, tcp ? 65535 : UDP_LIMIT);
          return reply;
        } catch (SocketTimeoutException | EOFException | SocketException e) {
          waiting[id(question)] = null;
        }
      }
      fault("no reply", question);
      return new byte[0];
    }

    private byte[] askByTcp(byte[] question) throws IOException {
      try (Socket socket = connect()) {
        socket.getOutputStream().write(frames(List.of(question)));
        return frame(new DataInputStream(socket.getInputStream()));
      }
    }

    private byte[] askByUdp(byte[] question) throws IOException {
      try (DatagramSocket socket = new DatagramSocket()) {
        socket.connect(HOST, port);
        socket.setSoTimeout(PATIENCE);
        socket.send(new DatagramPacket(question, question.length));
        DatagramPacket reply = new DatagramPacket(buffer, buffer.length);
        socket.receive(reply);
        return Arrays.copyOf(buffer, reply.getLength());
      }
    }

    private static int id(byte[] packet) {
      return (packet[0] & 0xff) << 8 | packet[1] & 0xff;
    }

    /** 1 if a reply is due, and then remembered. */
    private int expect(byte[] packet) {
      if (query.read(packet, 0, packet.length) == Query.Outcome.DROP) {
        return 0;
      }
      waiting[id(packet)] = packet;
      return 1;
    }

    /** 1 if it is a reply that was waited for. */
    private int judge(byte[] reply, int limit) {
      byte[] packet = reply.length < 2 ? null : waiting[id(reply)];
      if (packet == null) {
        fault("reply to nothing that was sent, or a second one", reply);
        return 0;
      }
      waiting[id(reply)] = null;
      replies.incrementAndGet();
      try {
        judge(Message.parse(reply, LAYOUTS), reply.length, packet, limit);
      } catch (WireFormatException e) {
        fault("reply that is no message, " + e.getMessage() + ", "
            + HexFormat.of().formatHex(reply), packet);
      }
      return 1;
    }

    private void judge(Message reply, int length, byte[] packet, int limit) {
      Query.Outcome outcome = query.read(packet, 0, packet.length);
      int flags = reply.header().flags();
      if ((flags & Flags.QR) == 0
          || Flags.opcode(flags) != query.opcode()
          || (flags & Flags.RD) != (query.flags() & Flags.RD)
          || (flags & (Flags.RA | Flags.AD | Flags.CD | 0x40)) != 0) {
        fault("flags of the reply " + reply.header(), packet);
      }
      if (length > (limit == UDP_LIMIT ? Math.min(limit, query.payloadSize()) : limit)) {
        fault("reply of " + length + " octets", packet);
      }
      String rcode = reply.rcode().toString();
      boolean right = switch (outcome) {
        case FORMERR, NOTIMP, BADVERS -> rcode.equals(outcome.toString());
        default -> !rcode.equals("FORMERR") && !rcode.equals("SERVFAIL");
      };
      if (!right) {
        fault("rcode " + rcode + " to what is " + outcome, packet);
      }
      if (reply.edns().isPresent() && !query.hasEdns()) {
        fault("OPT that was not asked for", packet);
      }
      if (outcome == Query.Outcome.OK
          && !(reply.question().isPresent()
              && reply.question().get().name().equalsCase(query.qname())
              && reply.question().get().type() == query.qtype()
              && reply.question().get().rclass().equals(query.qclass()))) {
        fault("another question in the reply", packet);
      }
    }

    private byte[] packet() {
      byte[] packet = switch (random.nextInt(20)) {
        case 0, 1, 2, 3 -> question();
        case 4, 5, 6, 7, 8, 9, 10 -> mutated(question());
        case 11, 12, 13, 14, 15 -> mutated(vectors.get(random.nextInt(vectors.size())));
        case 16 -> vectors.get(random.nextInt(vectors.size())).clone();
        default -> random();
      };
      id = id + 1 & 0xffff;
      if (packet.length >= 2) {
        packet[0] = (byte) (id >> 8);
        packet[1] = (byte) id;
      }
      return packet;
    }

    private byte[] question() {
      Name name = names.get(random.nextInt(names.size()));
      for (int i = random.nextInt(3); i > 0; i--) {
        name = below(name);
      }
      int type = random.nextInt(4) == 0 ? random.nextInt(65536) : random.nextInt(70);
      int rclass = random.nextInt(20) == 0 ? random.nextInt(65536) : 1;
      Message.Builder builder = Message.builder(new Header(0, random.nextInt(16) << 4 & 0x1f0))
          .question(new Question(name, RecordType.of(type), RecordClass.of(rclass)));
      if (random.nextBoolean()) {
        Edns edns = Edns.of(random.nextInt(2) == 0 ? 1232 : random.nextInt(65536));
        edns = random.nextBoolean() ? edns.withDnssecOk() : edns;
        for (int i = random.nextInt(3); i > 0; i--) {
          edns = edns.with(new EdnsOption(random.nextInt(20), octets(random.nextInt(24))));
        }
        builder.edns(edns);
      }
      return builder.build(LAYOUTS).toOctets().toArray();
    }

    private Name below(Name name) {
      try {
        return switch (random.nextInt(4)) {
          case 0 -> name.isRoot() ? name : name.parent();
          case 1 -> name.wildcardChild();
          default -> name.child(octets(1 + random.nextInt(random.nextInt(20) == 0 ? 63 : 4)));
        };
      } catch (PresentationFormatException e) {
        return name; // too long
      }
    }

    private Octets octets(int length) {
      byte[] octets = new byte[length];
      random.nextBytes(octets);
      return Octets.wrap(octets);
    }

    private byte[] mutated(byte[] original) {
      byte[] packet = original.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        packet = mutatedOnce(packet);
      }
      return packet;
    }

    private byte[] mutatedOnce(byte[] packet) {
      if (packet.length == 0) {
        return packet;
      }
      int at = random.nextInt(packet.length);
      switch (random.nextInt(8)) {
        case 0, 1 -> packet[at] ^= (byte) (1 << random.nextInt(8));
        case 2, 3 -> packet[at] = (byte) random.nextInt(256);
        case 4 -> packet[at] = (byte) (random.nextBoolean() ? 0xc0 : random.nextInt(3) - 1);
        case 5 -> {
          return Arrays.copyOf(packet, at);
        }
        case 6 -> {
          byte[] more = Arrays.copyOf(packet, packet.length + 1 + random.nextInt(40));
          for (int i = packet.length; i < more.length; i++) {
            more[i] = (byte) random.nextInt(256);
          }
          return more;
        }
        default -> {
          // A piece of it again, as another record or option might come.
          int length = random.nextInt(packet.length - at + 1);
          byte[] more = Arrays.copyOf(packet, packet.length + length);
          System.arraycopy(packet, at, more, at + length, packet.length - at);
          return more;
        }
      }
      return packet;
    }

    private byte[] random() {
      int most = random.nextInt(50) == 0 ? 4096 : random.nextInt(10) == 0 ? 512 : 60;
      byte[] packet = new byte[random.nextInt(most)];
      random.nextBytes(packet);
      if (packet.length > 12 && random.nextInt(4) != 0) {
        packet[2] &= 0x07; // a question, of one name, and few records
        byte[] counts = {0, 1, 0, (byte) random.nextInt(3), 0, (byte) random.nextInt(3), 0, 1};
        System.arraycopy(counts, 0, packet, 4, 8);
      }
      return packet;
    }
  }
}
