package org.polderdns.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MessageTest {
  private static final Name EXAMPLE = Name.parse("example.");
  private static final Name WWW = Name.parse("www.example.");
  private static final Name NS1 = Name.parse("ns1.example.");

  private static WireRecord address(Name owner, int last) {
    return new WireRecord(owner, RecordType.A, RecordClass.IN, 3600, Octets.of(192, 0, 2, last));
  }

  private static Message.Builder response() {
    return Message.builder(Header.of(4711, Opcode.QUERY, Flags.QR | Flags.AA))
        .question(Question.of(WWW, RecordType.A))
        .record(Section.ANSWER, address(WWW, 1))
        .record(
            Section.AUTHORITY,
            new WireRecord(EXAMPLE, RecordType.NS, RecordClass.IN, 60, NS1.toOctets()))
        .record(Section.ADDITIONAL, address(NS1, 2));
  }

  @Test
  void namesAreCompressedAndReadBack() {
    Message message = response().build(Layouts.TEST);
    assertThat(message.toOctets().toHex())
        .isEqualTo("12678400" + "0001000100010001" + "0377777707657861" + "6d706c650000010001"
            + "c00c0001000100000e100004c0000201"
            + "c010000200010000003c0006036e7331c010"
            + "c0390001000100000e100004c0000202");
    assertThat(message.records(Section.AUTHORITY))
        .containsExactly(
            new WireRecord(EXAMPLE, RecordType.NS, RecordClass.IN, 60, NS1.toOctets()));
    assertThat(message.records(Section.ANSWER)).containsExactly(address(WWW, 1));
    assertThat(message.question()).contains(Question.of(WWW, RecordType.A));
  }

  @Test
  void ednsIsNoRecordOfTheAdditionalSection() {
    Edns edns = Edns.of(1232).withDnssecOk().with(EdnsOption.nsid(Octets.of(1, 2)));
    Message message = response().edns(edns).rcode(Rcode.BADVERS).build(Layouts.TEST);
    assertThat(message.count(Section.ADDITIONAL)).isEqualTo(1);
    assertThat(message.records(Section.ADDITIONAL)).containsExactly(address(NS1, 2));
    assertThat(message.edns()).contains(edns);
    assertThat(message.rcode()).isEqualTo(Rcode.BADVERS);
    assertThat(message.header().rcodeBits()).isZero();
  }

  @Test
  void ednsStandsBeforeTsig() {
    WireRecord tsig = new WireRecord(NS1, RecordType.TSIG, RecordClass.ANY, 0, Octets.of(1, 2, 3));
    Message message =
        response().record(Section.ADDITIONAL, tsig).edns(Edns.of(512)).build(Layouts.TEST);
    assertThat(message.toOctets().toHex())
        .endsWith("0029020000000000" + "0000" + "c03900fa00ff000000000003010203");
    assertThat(message.toOctets(OctetWriter.MAX_MESSAGE)).isEqualTo(message.toOctets());
    assertThat(message.records(Section.ADDITIONAL)).containsExactly(address(NS1, 2), tsig);
  }

  @Test
  void encodingAgainGivesTheSameOctets() {
    Message message = response().edns(Edns.of(1232)).build(Layouts.TEST);
    assertThat(message.toOctets(OctetWriter.MAX_MESSAGE)).isEqualTo(message.toOctets());
    assertThat(Message.parse(message.toOctets(), Layouts.TEST)).isEqualTo(message);
  }

  @Test
  void anRRsetThatDoesNotFitGoesWholeAndSetsTruncated() {
    Message.Builder builder = Message.builder(Header.of(1, Opcode.QUERY, Flags.QR))
        .question(Question.of(WWW, RecordType.A))
        .record(Section.ANSWER, address(EXAMPLE, 9))
        .edns(Edns.of(1232));
    for (int i = 0; i < 10; i++) {
      builder.record(Section.ANSWER, address(WWW, i));
    }
    Octets cut = builder.build(Layouts.TEST).toOctets(120);
    Message message = Message.parse(cut, Layouts.TEST);
    assertThat(message.header().isTruncated()).isTrue();
    assertThat(message.records(Section.ANSWER)).containsExactly(address(EXAMPLE, 9));
    assertThat(message.edns()).isPresent();
  }

  @Test
  void additionalRecordsThatDoNotFitAreLeftOutSilently() {
    Message whole = response().edns(Edns.of(1232)).build(Layouts.TEST);
    Octets cut = whole.toOctets(whole.toOctets().length() - 1);
    Message message = Message.parse(cut, Layouts.TEST);
    assertThat(message.header().isTruncated()).isFalse();
    assertThat(message.count(Section.ADDITIONAL)).isZero();
    assertThat(message.edns()).isPresent();
    assertThat(message.count(Section.AUTHORITY)).isEqualTo(1);
  }

  @Test
  void countsThatLieAreFoundBeforeAnythingIsAllocated() {
    assertThatThrownBy(
            () -> Message.parse(Octets.parseHex("00008000" + "0000ffffffffffff"), Layouts.TEST))
        .isInstanceOf(WireFormatException.class)
        .hasMessage("offset 12: too short for 196605 records");
  }

  @Test
  void deletionsOfUpdateHaveNoRdata() {
    WireRecord deletion = new WireRecord(WWW, RecordType.NS, RecordClass.ANY, 0, Octets.EMPTY);
    Message message = Message.builder(Header.of(1, Opcode.UPDATE, 0))
        .question(new Question(EXAMPLE, RecordType.SOA, RecordClass.IN))
        .record(Section.AUTHORITY, deletion)
        .build(Layouts.TEST);
    assertThat(Message.parse(message.toOctets(), Layouts.TEST).records(Section.AUTHORITY))
        .containsExactly(deletion);
  }

  @Test
  void malformedRdataIsNotBuilt() {
    Message.Builder builder = Message.builder(Header.of(1, Opcode.QUERY, Flags.QR))
        .record(
            Section.ANSWER,
            new WireRecord(WWW, RecordType.NS, RecordClass.IN, 0, Octets.of(3, 'a')));
    assertThatThrownBy(() -> builder.build(Layouts.TEST)).isInstanceOf(WireFormatException.class);
  }

  @Test
  void questionOfTwoIsRefused() {
    assertThatThrownBy(() -> Message.parse(
            Octets.parseHex("000000000002000000000000" + "0000010001" + "0000010001"),
            Layouts.TEST))
        .hasMessage("offset 4: 2 questions");
  }
}
