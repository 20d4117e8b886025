package org.polderdns.dnssec.zone;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.polderdns.dnssec.OddZone;
import org.polderdns.records.RRset;
import org.polderdns.wire.MessageWriter;
import org.polderdns.wire.Name;
import org.polderdns.wire.OctetWriter;
import org.polderdns.wire.Rcode;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.file.ZoneFileWriter;

/** Zones and questions for a validating resolver, and what it says of the answers. */
final class JudgedAnswers {
  private static final int QUESTIONS = 40;
  private static final int THREADS = 8;
  private static final int TIMEOUT_MILLIS = 20_000;
  private static final int RECURSION_DESIRED = 0x0100;
  private static final int CHECKING_DISABLED = 0x0010;
  private static final int AUTHENTIC = 0x20; // of the second octet of flags

  /** Not CNAME: Unbound 1.17 calls that of a DNAME bogus when it is what was asked for. */
  private static final List<RecordType> TYPES = List.of(
      RecordType.A,
      RecordType.TXT,
      RecordType.MX,
      RecordType.NS,
      RecordType.DS,
      RecordType.AAAA,
      RecordType.SOA,
      RecordType.DNSKEY,
      RecordType.NSEC3PARAM,
      RecordType.ANY,
      RecordType.of(65280));

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final int port;
  private final int server;
  private final AtomicInteger secure = new AtomicInteger();
  private final AtomicInteger insecure = new AtomicInteger();
  private final AtomicInteger unresolved = new AtomicInteger();
  private final AtomicInteger bogus = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();

  private JudgedAnswers(int port, int server) {
    this.port = port;
    this.server = server;
  }

  /**
   * {@code zones DIRECTORY COUNT} writes {@code z0}, {@code z1} and so on and {@code questions}; {@code
   * ask PORT SERVER FILE} asks the resolver on the first port, names the answers that it calls bogus, and
   * fails if the server on the second port has none.
   */
  public static void main(String[] args) throws Exception {
    if (args[0].equals("zones")) {
      zones(Path.of(args[1]), Integer.parseInt(args[2]));
    } else {
      JudgedAnswers tool = new JudgedAnswers(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
      System.exit(tool.askAll(Files.readAllLines(Path.of(args[3]))) ? 0 : 1);
    }
  }

  private static void zones(Path directory, int count) throws IOException {
    List<String> questions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Random random = new Random(i);
      Name apex = Name.parse("z" + i + ".");
      List<RRset> zone = new ArrayList<>();
      for (RRset set : OddZone.rrsets(random)) {
        set.owner()
            .replaceSuffix(OddZone.APEX, apex)
            .ifPresent(owner -> zone.add(RRset.of(owner, set.type(), set.ttl(), set.rdatas())));
      }
      try (OutputStream stream = Files.newOutputStream(directory.resolve("z" + i));
          ZoneFileWriter writer = ZoneFileWriter.absolute(stream)) {
        zone.forEach(writer::write);
      }
      for (int j = 0; j < QUESTIONS; j++) {
        questions.add(qname(zone, random) + " " + TYPES.get(random.nextInt(TYPES.size())));
      }
    }
    Files.write(directory.resolve("questions"), questions);
  }

  /** A name of the zone, above or below one, or beside one. */
  private static Name qname(List<RRset> zone, Random random) {
    Name name = zone.get(random.nextInt(zone.size())).owner();
    Name other = zone.get(random.nextInt(zone.size())).owner();
    return switch (random.nextInt(4)) {
      case 0 -> name.labelCount() > 1 ? name.parent() : name;
      case 1 -> name.length() < 180 && other.labelCount() > 1 ? name.child(other.label(0)) : name;
      case 2 ->
        name.length() < 180
            ? Name.parse(new String[] {"a", "\\000", "~", "_x"}[random.nextInt(4)], name)
            : name;
      default -> name;
    };
  }

  private boolean askAll(List<String> questions) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    for (String question : questions) {
      threads.execute(() -> ask(question));
    }
    threads.shutdown();
    boolean done = threads.awaitTermination(5, TimeUnit.MINUTES);
    out.println(secure + " answers secure, " + insecure + " insecure, " + unresolved
        + " not resolved (" + failed
        + " by the server), " + bogus + " bogus");
    return done && failed.get() == 0 && secure.get() > questions.size() / 5;
  }

  private void ask(String question) {
    String[] words = question.split(" ");
    try {
      byte[] reply = exchange(port, words[0], words[1], RECURSION_DESIRED);
      if ((reply[3] & 15) != Rcode.SERVFAIL.code()) {
        ((reply[3] & AUTHENTIC) != 0 ? secure : insecure).incrementAndGet();
      } else if ((exchange(port, words[0], words[1], RECURSION_DESIRED | CHECKING_DISABLED)[3] & 15)
          == Rcode.SERVFAIL.code()) {
        unresolved.incrementAndGet();
        if ((exchange(server, words[0], words[1], 0)[3] & 15) == Rcode.SERVFAIL.code()) {
          failed.incrementAndGet();
          out.println("SERVFAIL: " + question);
        }
      } else {
        bogus.incrementAndGet();
        out.println("BOGUS: " + question);
      }
    } catch (IOException e) {
      unresolved.incrementAndGet();
    }
  }

  private static byte[] exchange(int port, String name, String type, int flags) throws IOException {
    MessageWriter writer = new MessageWriter(new OctetWriter(512));
    writer.begin(4711, 512);
    writer.question(Name.parse(name), RecordType.parse(type), RecordClass.IN);
    writer.section(MessageWriter.ADDITIONAL);
    writer.opt(1232, Rcode.NOERROR, true);
    writer.finish(flags, Rcode.NOERROR);
    byte[] query = writer.octets().toArray();
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(InetAddress.getLoopbackAddress(), port);
      socket.send(new DatagramPacket(query, query.length));
      DatagramPacket reply = new DatagramPacket(new byte[65535], 65535);
      socket.receive(reply);
      return reply.getData();
    }
  }
}
