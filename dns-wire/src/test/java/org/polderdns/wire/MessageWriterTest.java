package org.polderdns.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MessageWriterTest {
  private static final Name OWNER = Name.parse("a.");
  private static final Octets ADDRESS = Octets.of(192, 0, 2, 1);

  private final byte[] buffer = new byte[600];
  private final MessageWriter writer = new MessageWriter(new OctetWriter(buffer, 2, 514));
  private final Query query = new Query();

  MessageWriterTest() {
    byte[] request =
        Octets.parseHex("abcd01000001000000000000" + "0141000001" + "0001").toArray();
    query.read(request, 0, request.length);
  }

  private void record() {
    writer.record(OWNER, RecordType.A, RecordClass.IN, 1, ADDRESS, RdataLayout.OPAQUE);
  }

  private Message finish(int flags, Rcode rcode) {
    int length = writer.finish(flags, rcode);
    return Message.parse(Octets.copyOf(buffer, 2, 2 + length), Layouts.TEST);
  }

  @Test
  void theQuestionIsEchoedInItsCaseAndPointedTo() {
    writer.begin(query, 512);
    record();
    int length = writer.finish(Flags.QR, Rcode.NOERROR);
    assertThat(Octets.copyOf(buffer, 2, 2 + length).toHex())
        .isEqualTo("abcd80000001000100000000" + "01410000010001" + "c00c0001000100000001"
            + "0004c0000201");
  }

  @Test
  void whatIsTakenBackIsNotCounted() {
    writer.begin(query, 512);
    record();
    writer.section(MessageWriter.AUTHORITY);
    writer.mark();
    record();
    record();
    writer.rewind();
    writer.section(MessageWriter.ADDITIONAL);
    record();
    Message message = finish(Flags.QR, Rcode.NOERROR);
    assertThat(message.count(Section.ANSWER)).isEqualTo(1);
    assertThat(message.count(Section.AUTHORITY)).isZero();
    assertThat(message.count(Section.ADDITIONAL)).isEqualTo(1);
  }

  @Test
  void roomThatIsReservedIsThereForOpt() {
    writer.begin(query, 60);
    writer.reserve(MessageWriter.OPT_LENGTH);
    writer.mark();
    int written = 0;
    while (!writer.overflowed()) {
      writer.mark();
      record();
      written++;
    }
    writer.rewind();
    writer.opt(1232, Rcode.BADVERS, true);
    writer.option(EdnsOption.NSID, Octets.wrap(new byte[40])); // does not fit and is left out
    Message message = finish(Flags.QR | Flags.TC, Rcode.BADVERS);
    assertThat(message.count(Section.ANSWER)).isEqualTo(written - 1).isEqualTo(1);
    assertThat(message.records(Section.ANSWER).get(0).rdata()).isEqualTo(ADDRESS);
    assertThat(message.rcode()).isEqualTo(Rcode.BADVERS);
    assertThat(message.edns()).contains(Edns.of(1232).withDnssecOk());
    assertThat(message.header().isTruncated()).isTrue();
  }

  @Test
  void aRecordOfWhichNothingFitsLeavesTheOneBeforeAlone() {
    for (int limit = 35; limit < 51; limit++) {
      writer.begin(query, limit);
      record();
      writer.mark();
      record();
      assertThat(writer.overflowed()).isTrue();
      writer.rewind();
      assertThat(finish(Flags.QR, Rcode.NOERROR).records(Section.ANSWER))
          .containsExactly(new WireRecord(OWNER, RecordType.A, RecordClass.IN, 1, ADDRESS));
    }
  }

  @Test
  void optThatDoesNotFitIsLeftOut() {
    writer.begin(query, 25);
    writer.opt(1232, Rcode.NOERROR, false);
    writer.option(EdnsOption.NSID, Octets.EMPTY);
    assertThat(finish(Flags.QR, Rcode.NOERROR).edns()).isEmpty();
  }

  @Test
  void sectionsGoForwardOnly() {
    writer.begin(query, 512);
    writer.section(MessageWriter.ADDITIONAL);
    assertThatThrownBy(() -> writer.section(MessageWriter.ANSWER))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aMessageWithoutQuestionCanBeWritten() {
    writer.begin(7, 512);
    Message message = finish(Flags.QR, Rcode.FORMERR);
    assertThat(message.question()).isEmpty();
    assertThat(message.id()).isEqualTo(7);
    assertThat(message.rcode()).isEqualTo(Rcode.FORMERR);
  }
}
