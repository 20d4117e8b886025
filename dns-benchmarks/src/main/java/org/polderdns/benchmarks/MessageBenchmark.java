package org.polderdns.benchmarks;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.polderdns.records.RdataFormats;
import org.polderdns.wire.Edns;
import org.polderdns.wire.Flags;
import org.polderdns.wire.Header;
import org.polderdns.wire.Message;
import org.polderdns.wire.MessageWriter;
import org.polderdns.wire.Name;
import org.polderdns.wire.OctetWriter;
import org.polderdns.wire.Octets;
import org.polderdns.wire.Opcode;
import org.polderdns.wire.Query;
import org.polderdns.wire.Question;
import org.polderdns.wire.Rcode;
import org.polderdns.wire.RdataLayouts;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;
import org.polderdns.wire.Section;
import org.polderdns.wire.WireRecord;

/** A request of 46 octets, and a response of 131: A, two NS with their addresses, OPT. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class MessageBenchmark {
  private final RdataLayouts layouts = RdataFormats.layouts();
  private final Query query = new Query();
  private final OctetWriter out = new OctetWriter(OctetWriter.MAX_MESSAGE);
  private final MessageWriter writer = new MessageWriter(out);
  private byte[] request = {};
  private byte[] response = {};
  private Name qname = Name.ROOT;
  private List<WireRecord> answer = List.of();
  private List<WireRecord> authority = List.of();
  private List<WireRecord> additional = List.of();
  private org.xbill.DNS.Message dnsjava = new org.xbill.DNS.Message();

  @Setup
  public void messages() throws IOException {
    qname = Name.parse("h0a86d7d.big.example.");
    Name apex = Name.parse("big.example.");
    Name ns1 = Name.parse("ns1.big.example.");
    Name ns2 = Name.parse("ns2.big.example.");
    Question question = Question.of(qname, RecordType.A);
    Edns edns = Edns.of(1232);
    request = Message.builder(Header.of(4242, Opcode.QUERY, 0))
        .question(question)
        .edns(edns)
        .build(layouts)
        .toOctets()
        .toArray();
    Message message = Message.builder(Header.of(4242, Opcode.QUERY, Flags.QR | Flags.AA))
        .question(question)
        .record(Section.ANSWER, record(qname, RecordType.A, Octets.of(10, 0, 0, 1)))
        .record(Section.AUTHORITY, record(apex, RecordType.NS, ns1.toOctets()))
        .record(Section.AUTHORITY, record(apex, RecordType.NS, ns2.toOctets()))
        .record(Section.ADDITIONAL, record(ns1, RecordType.A, Octets.of(192, 0, 2, 1)))
        .record(Section.ADDITIONAL, record(ns2, RecordType.A, Octets.of(192, 0, 2, 2)))
        .edns(edns)
        .build(layouts);
    response = message.toOctets().toArray();
    answer = message.records(Section.ANSWER);
    authority = message.records(Section.AUTHORITY);
    additional = message.records(Section.ADDITIONAL);
    dnsjava = new org.xbill.DNS.Message(response);
    check(parseAndEncodePolder());
    check(parseAndEncodeDnsjava());
    check(encodePolder());
    check(encodeDnsjava());
  }

  private void check(byte[] encoded) {
    if (!Arrays.equals(encoded, response)) {
      throw new IllegalStateException("not the same message");
    }
  }

  private static WireRecord record(Name owner, RecordType type, Octets rdata) {
    return new WireRecord(owner, type, RecordClass.IN, 3600, rdata);
  }

  @Benchmark
  public Object parseQueryPolder() {
    query.read(request, 0, request.length);
    return query.qname();
  }

  @Benchmark
  public Object parseQueryDnsjava() throws IOException {
    return new org.xbill.DNS.Message(request);
  }

  @Benchmark
  public Object parsePolder() {
    return Message.parse(response, layouts);
  }

  /** With an object for each record, its names and data, as dnsjava makes them. */
  @Benchmark
  public void parseRecordsPolder(Blackhole sink) {
    Message message = Message.parse(response, layouts);
    sink.consume(message.question());
    sink.consume(message.edns());
    sink.consume(message.records(Section.ANSWER));
    sink.consume(message.records(Section.AUTHORITY));
    sink.consume(message.records(Section.ADDITIONAL));
  }

  @Benchmark
  public Object parseDnsjava() throws IOException {
    return new org.xbill.DNS.Message(response);
  }

  @Benchmark
  public Object parseRecordsDnsjava() throws IOException {
    return new org.xbill.DNS.Message(response);
  }

  @Benchmark
  public byte[] encodePolder() {
    writer.begin(4242, OctetWriter.MAX_MESSAGE);
    writer.question(qname, RecordType.A, RecordClass.IN);
    write(MessageWriter.ANSWER, answer);
    write(MessageWriter.AUTHORITY, authority);
    write(MessageWriter.ADDITIONAL, additional);
    writer.opt(1232, Rcode.NOERROR, false);
    writer.finish(Flags.QR | Flags.AA, Rcode.NOERROR);
    return out.toArray();
  }

  private void write(int section, List<WireRecord> records) {
    writer.section(section);
    for (WireRecord one : records) {
      writer.record(
          one.owner(), one.type(), one.rclass(), one.ttl(), one.rdata(), layouts.of(one.type()));
    }
  }

  @Benchmark
  public byte[] encodeDnsjava() {
    return dnsjava.toWire();
  }

  @Benchmark
  public byte[] parseAndEncodePolder() {
    Message message = Message.parse(response, layouts);
    out.reset(OctetWriter.MAX_MESSAGE);
    message.write(out);
    return out.toArray();
  }

  @Benchmark
  public byte[] parseAndEncodeDnsjava() throws IOException {
    return new org.xbill.DNS.Message(response).toWire();
  }
}
