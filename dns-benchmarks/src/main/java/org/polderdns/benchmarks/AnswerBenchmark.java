package org.polderdns.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.polderdns.records.RRset;
import org.polderdns.records.RdataFormats;
import org.polderdns.wire.Header;
import org.polderdns.wire.Message;
import org.polderdns.wire.MessageWriter;
import org.polderdns.wire.Name;
import org.polderdns.wire.OctetWriter;
import org.polderdns.wire.Octets;
import org.polderdns.wire.Opcode;
import org.polderdns.wire.Query;
import org.polderdns.wire.Question;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneSource;
import org.polderdns.zone.ZoneTree;
import org.polderdns.zone.ZoneView;
import org.polderdns.zone.answer.Answer;
import org.polderdns.zone.answer.AnswerEncoder;
import org.polderdns.zone.answer.AnswerOptions;
import org.polderdns.zone.answer.Answerer;
import org.polderdns.zone.file.ZoneFileReader;
import org.xbill.DNS.DClass;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.SetResponse;
import org.xbill.DNS.Type;
import org.xbill.DNS.Zone;

/** Looking up in a zone of 100,000 names, and answering out of it; names in random order. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class AnswerBenchmark {
  private static final String APEX = "big.example.";
  private static final int NAMES = 100_000;

  /** Whether the names asked for exist. */
  @Param({"existing", "missing"})
  String names = "existing";

  private final Name[] polder = new Name[NAMES];
  private final org.xbill.DNS.Name[] dnsjava = new org.xbill.DNS.Name[NAMES];
  private final byte[][] requests = new byte[NAMES][];
  private final Query query = new Query();
  private final Answer answer = new Answer();
  private final MessageWriter writer = new MessageWriter(new OctetWriter(OctetWriter.MAX_MESSAGE));
  private final AnswerEncoder encoder =
      new AnswerEncoder(RdataFormats.layouts(), 1232, Octets.EMPTY);
  private Answerer answerer =
      new Answerer(source(ZoneTree.of(Name.ROOT, List.of())), AnswerOptions.DEFAULT);
  private Zone zone = null;
  private int next;

  @Setup
  public void zones() throws IOException {
    Path file = ZoneText.addresses(APEX, NAMES);
    zone = new Zone(org.xbill.DNS.Name.fromString(APEX), file.toString());
    List<RRset> rrsets = new ArrayList<>();
    try (ZoneFileReader reader = ZoneFileReader.open(file, Name.parse(APEX))) {
      while (reader.next()) {
        rrsets.add(RRset.of(reader.owner(), reader.type(), reader.ttl(), List.of(reader.rdata())));
      }
    }
    answerer = new Answerer(source(ZoneTree.of(Name.parse(APEX), rrsets)), AnswerOptions.DEFAULT);
    Random random = new Random(NAMES);
    String prefix = names.equals("existing") ? "" : "x";
    for (int i = 0; i < NAMES; i++) {
      String name = prefix + ZoneText.label(random.nextInt(NAMES)) + "." + APEX;
      polder[i] = Name.parse(name);
      dnsjava[i] = org.xbill.DNS.Name.fromString(name);
      requests[i] = Message.builder(Header.of(i & 0xffff, Opcode.QUERY, 0))
          .question(Question.of(polder[i], RecordType.A))
          .build(RdataFormats.layouts())
          .toOctets()
          .toArray();
    }
  }

  private static ZoneSource source(ZoneTree tree) {
    Optional<ZoneView> found = Optional.of(tree);
    return new ZoneSource() {
      @Override
      public Optional<ZoneView> zone(Name name) {
        return name.isAtOrBelow(tree.apex()) ? found : Optional.empty();
      }

      @Override
      public Optional<ZoneView> zoneAbove(Name name) {
        return name.isBelow(tree.apex()) ? found : Optional.empty();
      }
    };
  }

  private int index() {
    next = next + 1 < NAMES ? next + 1 : 0;
    return next;
  }

  @Benchmark
  public Object lookupPolder() {
    answerer.answer(polder[index()], RecordType.A, RecordClass.IN, false, answer);
    return answer;
  }

  @Benchmark
  public Object lookupDnsjava() {
    return zone.findRecords(dnsjava[index()], Type.A);
  }

  /** Octets in, octets out. */
  @Benchmark
  public int answerPolder() {
    byte[] request = requests[index()];
    query.read(request, 0, request.length);
    answerer.answer(query.qname(), query.qtype(), query.qclass(), false, answer);
    return encoder.encode(query, answer, false, writer);
  }

  /** What a server made with dnsjava does. */
  @Benchmark
  public byte[] answerDnsjava() throws IOException {
    org.xbill.DNS.Message request = new org.xbill.DNS.Message(requests[index()]);
    org.xbill.DNS.Record question = request.getQuestion();
    org.xbill.DNS.Message reply = new org.xbill.DNS.Message(request.getHeader().getID());
    reply.getHeader().setFlag(org.xbill.DNS.Flags.QR);
    reply.getHeader().setFlag(org.xbill.DNS.Flags.AA);
    reply.addRecord(question, org.xbill.DNS.Section.QUESTION);
    SetResponse found = zone.findRecords(question.getName(), question.getType());
    if (found.isSuccessful()) {
      for (org.xbill.DNS.RRset rrset : found.answers()) {
        for (org.xbill.DNS.Record one : rrset.rrs()) {
          reply.addRecord(one, org.xbill.DNS.Section.ANSWER);
        }
      }
    } else {
      reply.getHeader().setRcode(org.xbill.DNS.Rcode.NXDOMAIN);
      reply.addRecord(zone.getSOA(), org.xbill.DNS.Section.AUTHORITY);
    }
    OPTRecord opt = request.getOPT();
    if (opt != null) {
      reply.addRecord(new OPTRecord(1232, 0, 0), org.xbill.DNS.Section.ADDITIONAL);
    }
    return reply.toWire(DClass.IN == question.getDClass() ? 1232 : 512);
  }
}
