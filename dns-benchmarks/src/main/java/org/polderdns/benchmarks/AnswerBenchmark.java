package org.polderdns.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.polderdns.wire.Name;
import org.polderdns.zone.Search;
import org.polderdns.zone.compiled.CompiledZone;
import org.xbill.DNS.DClass;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.SetResponse;
import org.xbill.DNS.Type;
import org.xbill.DNS.Zone;

/**
 * Looking up in a zone of 100,000 names and as many delegations, and answering out of it; names in
 * random order.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class AnswerBenchmark {
  private static final String APEX = "big.example.";
  private static final int NAMES = 100_000;

  /** Whether the names asked for exist, do not, or are delegated. */
  @Param({"existing", "missing", "delegated"})
  String names = "existing";

  private final Search search = new Search(true);
  private CompiledZone compiled = CompiledZone.compiler(Name.ROOT).finish();
  private Serving serving = new Serving(compiled, new Name[] {Name.ROOT}, false);
  private Name[] polder = {};
  private org.xbill.DNS.Name[] dnsjava = {};
  private Zone zone = null;
  private int next;

  @Setup
  public void zones() throws IOException {
    Path file = ZoneText.addresses(APEX, NAMES, NAMES);
    zone = new Zone(org.xbill.DNS.Name.fromString(APEX), file.toString());
    compiled = Serving.compile(APEX, file);
    String prefix = names.equals("existing") ? "" : names.equals("missing") ? "x" : "d";
    polder = Serving.names(NAMES, prefix, APEX);
    dnsjava = new org.xbill.DNS.Name[NAMES];
    for (int i = 0; i < NAMES; i++) {
      dnsjava[i] = org.xbill.DNS.Name.fromString(polder[i].toString());
    }
    serving = new Serving(compiled, polder, false);
    switch (names) {
      case "existing" -> serving.check(0, 1, 0, 0);
      case "missing" -> serving.check(3, 0, 1, 1);
      default -> serving.check(0, 0, 1, 1);
    }
  }

  private int index() {
    next = next + 1 < NAMES ? next + 1 : 0;
    return next;
  }

  @Benchmark
  public Object lookupPolder() {
    compiled.find(polder[index()], search);
    return search;
  }

  @Benchmark
  public Object lookupDnsjava() {
    return zone.findRecords(dnsjava[index()], Type.A);
  }

  /** Octets in, octets out. */
  @Benchmark
  public int answerPolder() {
    return serving.answer();
  }

  /** The same, in batches. */
  @Benchmark
  @OperationsPerInvocation(Serving.BATCH)
  public int answerBatchPolder() {
    return serving.answerBatch();
  }

  /** What a server made with dnsjava does. */
  @Benchmark
  public byte[] answerDnsjava() throws IOException {
    org.xbill.DNS.Message request = new org.xbill.DNS.Message(serving.request());
    org.xbill.DNS.Record question = request.getQuestion();
    org.xbill.DNS.Message reply = new org.xbill.DNS.Message(request.getHeader().getID());
    reply.getHeader().setFlag(org.xbill.DNS.Flags.QR);
    reply.addRecord(question, org.xbill.DNS.Section.QUESTION);
    SetResponse found = zone.findRecords(question.getName(), question.getType());
    if (found.isSuccessful()) {
      reply.getHeader().setFlag(org.xbill.DNS.Flags.AA);
      for (org.xbill.DNS.RRset rrset : found.answers()) {
        add(reply, rrset, org.xbill.DNS.Section.ANSWER);
      }
    } else if (found.isDelegation()) {
      add(reply, found.getNS(), org.xbill.DNS.Section.AUTHORITY);
      for (org.xbill.DNS.Record ns : found.getNS().rrs()) {
        SetResponse glue = zone.findRecords(((org.xbill.DNS.NSRecord) ns).getTarget(), Type.A);
        if (glue.isSuccessful()) {
          add(reply, glue.answers().get(0), org.xbill.DNS.Section.ADDITIONAL);
        }
      }
    } else {
      reply.getHeader().setFlag(org.xbill.DNS.Flags.AA);
      reply.getHeader().setRcode(org.xbill.DNS.Rcode.NXDOMAIN);
      reply.addRecord(zone.getSOA(), org.xbill.DNS.Section.AUTHORITY);
    }
    OPTRecord opt = request.getOPT();
    if (opt != null) {
      reply.addRecord(new OPTRecord(1232, 0, 0), org.xbill.DNS.Section.ADDITIONAL);
    }
    return reply.toWire(DClass.IN == question.getDClass() ? 1232 : 512);
  }

  private static void add(org.xbill.DNS.Message reply, org.xbill.DNS.RRset rrset, int section) {
    for (org.xbill.DNS.Record one : rrset.rrs()) {
      reply.addRecord(one, section);
    }
  }
}
