package org.polderdns.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** A request is read and its response written without taking memory. */
class AllocationTest {
  private static final int ROUNDS = 20_000;
  private static final Name OWNER = Name.parse("www.example.");
  private static final Octets ADDRESS = Octets.of(192, 0, 2, 1);
  private static final Octets TARGET = Name.parse("ns1.example.").toOctets();
  private static final RdataLayout NAME = RdataLayout.of(RdataLayout.COMPRESSIBLE_NAME);
  private static final Octets NSID = Octets.of('n', 's');

  private final Query query = new Query();
  private final byte[] buffer = new byte[1232];
  private final MessageWriter writer = new MessageWriter(new OctetWriter(buffer, 0, 1232));
  private final byte[] request = Octets.parseHex("000101000001000000000001" + "0377777707657861"
          + "6d706c650000010001" + "00002904d0000080000004" + "00030000")
      .toArray();

  private int answer() {
    if (query.read(request, 0, request.length) != Query.Outcome.OK) {
      return 0;
    }
    writer.begin(query, query.payloadSize());
    writer.reserve(MessageWriter.OPT_LENGTH + 6);
    writer.section(MessageWriter.ANSWER);
    writer.record(OWNER, query.qtype(), query.qclass(), 3600, ADDRESS, RdataLayout.OPAQUE);
    writer.section(MessageWriter.AUTHORITY);
    writer.mark();
    writer.record(OWNER, RecordType.NS, RecordClass.IN, 3600, TARGET, NAME);
    if (writer.overflowed()) {
      writer.rewind();
    }
    writer.opt(1232, Rcode.NOERROR, query.dnssecOk());
    writer.option(EdnsOption.NSID, NSID);
    return writer.finish(Flags.QR | Flags.AA, Rcode.NOERROR);
  }

  @Test
  void steadyStateTakesNone() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    int length = 0;
    // The least of a few tries: the compiler may take memory in this thread meanwhile.
    for (int attempt = 0; attempt < 10 && least > 0; attempt++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < ROUNDS; i++) {
        length += answer();
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(length).isPositive();
    // The reading itself may take a few octets; one octet a round would be 20,000.
    assertThat(least).isLessThan(ROUNDS / 10);
    assertThat(Message.parse(Octets.copyOf(buffer, 0, answer()), Layouts.TEST).edns())
        .map(Edns::nsid)
        .hasValueSatisfying(nsid -> assertThat(nsid).contains(NSID));
  }
}
