package org.polderdns.dnssec.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.polderdns.records.RRset;
import org.polderdns.records.RdataFormats;
import org.polderdns.wire.Edns;
import org.polderdns.wire.Flags;
import org.polderdns.wire.Header;
import org.polderdns.wire.Message;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.Opcode;
import org.polderdns.wire.Question;
import org.polderdns.wire.Rcode;
import org.polderdns.wire.RecordType;
import org.polderdns.wire.Section;
import org.polderdns.wire.WireFormatException;
import org.polderdns.wire.WireRecord;
import org.polderdns.zone.scenario.Scenario;

/** The signed responses that RFCs print, and what becomes of them when one bit is another. */
class RfcAnswersTest {
  /**
   * A response.
   *
   * @param expected NONE if it is secure
   */
  private record Case(
      String section,
      Question question,
      Rcode rcode,
      Reason expected,
      List<RRset> answer,
      List<RRset> authority) {

    Message message() {
      Message.Builder message = Message.builder(Header.of(1, Opcode.QUERY, Flags.QR))
          .question(question)
          .edns(Edns.of(1232))
          .rcode(rcode);
      add(message, Section.ANSWER, answer);
      add(message, Section.AUTHORITY, authority);
      return message.build(RdataFormats.layouts());
    }

    private static void add(Message.Builder message, Section section, List<RRset> rrsets) {
      for (RRset one : rrsets) {
        for (Octets rdata : one.rdatas()) {
          message.record(
              section, new WireRecord(one.owner(), one.type(), one.rclass(), one.ttl(), rdata));
        }
      }
    }
  }

  private final List<Case> cases = new ArrayList<>();
  private Optional<AnswerValidator> validator = Optional.empty();

  private void read(String file) throws IOException {
    String text;
    try (InputStream in = getClass().getResourceAsStream("/validate/" + file + ".answers")) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    for (String block : text.substring(text.indexOf("= ") + 2).split("\n= ")) {
      String[] head = block.substring(0, block.indexOf('\n')).split(" ");
      String[] sections = block.substring(block.indexOf('\n') + 1).split("--\n", 2);
      if (head[0].equals("anchor")) {
        Clock clock = Clock.fixed(Instant.parse(head[1]), ZoneOffset.UTC);
        validator = Optional.of(
            AnswerValidator.of(TrustAnchors.of(records(sections[0]).get(0)), this::keys, clock));
      } else {
        cases.add(new Case(
            head[0],
            Question.of(Name.parse(head[1]), RecordType.parse(head[2])),
            head[3].equals("NXDOMAIN") ? Rcode.NXDOMAIN : Rcode.NOERROR,
            head[4].equals("SECURE") ? Reason.NONE : Reason.valueOf(head[4]),
            records(sections[0]),
            sections.length > 1 ? records(sections[1]) : List.of()));
      }
    }
  }

  private static List<RRset> records(String text) {
    return Scenario.records(Name.parse("example."), "$TTL 3600\n" + text);
  }

  /** The zone's own keys, the one thing that a validator with its anchor has to ask for. */
  private Optional<Message> keys(Question question) {
    return cases.stream()
        .filter(one -> one.question.equals(question))
        .map(Case::message)
        .findFirst();
  }

  private Verdict validate(Message message) {
    return validator.orElseThrow().validate(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rfc4035", "rfc5155"})
  void responsesAreWhatTheRfcSays(String file) throws IOException {
    read(file);
    assertThat(cases).hasSizeGreaterThan(7);
    for (Case one : cases) {
      assertThat(validate(one.message()).reason())
          .as("%s: %s", one.section, validate(one.message()))
          .isEqualTo(one.expected);
    }
  }

  /** Bogus, or insecure where a span opted out, in which there may be what it does not show. */
  private static List<Security> notSecure(Case one) {
    return one.expected == Reason.OPT_OUT
        ? List.of(Security.BOGUS, Security.INSECURE)
        : List.of(Security.BOGUS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rfc4035", "rfc5155"})
  void theOtherOutcomeIsNotSecure(String file) throws IOException {
    read(file);
    for (Case one : cases) {
      boolean referral = one.answer.isEmpty()
          && one.authority.stream().noneMatch(rrset -> rrset.type() == RecordType.SOA);
      if (one.expected != Reason.NO_ANCHOR && !referral) {
        Rcode other = one.rcode.equals(Rcode.NOERROR) ? Rcode.NXDOMAIN : Rcode.NOERROR;
        Case changed =
            new Case(one.section, one.question, other, one.expected, one.answer, one.authority);
        assertThat(validate(changed.message()).security()).as(one.section).isIn(notSecure(one));
      }
    }
  }

  /** A record of the answer or authority section left out: its signature, a proof, the data. */
  @ParameterizedTest
  @ValueSource(strings = {"rfc4035", "rfc5155"})
  void noSignatureOrProofCanBeLeftOut(String file) throws IOException {
    read(file);
    for (Case one : cases) {
      for (RRset rrset : one.authority) {
        boolean needed = rrset.type() == RecordType.NSEC
            || rrset.type() == RecordType.NSEC3
            || rrset.type() == RecordType.RRSIG
            || rrset.type() == RecordType.DS;
        if (needed && one.expected != Reason.NO_ANCHOR) {
          List<RRset> fewer =
              one.authority.stream().filter(it -> !it.equals(rrset)).toList();
          Case changed =
              new Case(one.section, one.question, one.rcode, one.expected, one.answer, fewer);
          assertThat(validate(changed.message()).security())
              .as("%s without %s", one.section, rrset)
              .isIn(notSecure(one));
        }
      }
      List<RRset> unsigned =
          one.answer.stream().filter(it -> it.type() != RecordType.RRSIG).toList();
      if (!one.answer.isEmpty()) {
        Case changed =
            new Case(one.section, one.question, one.rcode, one.expected, unsigned, one.authority);
        assertThat(validate(changed.message()).isBogus()).as(one.section).isTrue();
      }
    }
  }

  /** What is flipped is the owner, the data or the signature; a letter's case is no change. */
  @ParameterizedTest
  @ValueSource(strings = {"rfc4035", "rfc5155"})
  void oneFlippedBitIsBogus(String file) throws IOException {
    read(file);
    for (Case one : cases) {
      if (one.expected == Reason.NO_ANCHOR || one.question.type() == RecordType.DNSKEY) {
        continue;
      }
      Message message = one.message();
      for (Section section : List.of(Section.ANSWER, Section.AUTHORITY)) {
        for (int i = 0; i < message.count(section); i++) {
          WireRecord record = message.records(section).get(i);
          boolean unsigned = record.type() == RecordType.NS
              && section == Section.AUTHORITY
              && !record.owner().equals(Name.parse("example."));
          for (int bit = 0; !unsigned && bit < 8 * record.rdata().length(); bit++) {
            byte[] octets = record.rdata().toArray();
            octets[bit / 8] ^= (byte) (1 << bit % 8);
            assertBogus(one, message, section, i, octets, bit);
          }
        }
      }
    }
  }

  private void assertBogus(
      Case one, Message message, Section section, int index, byte[] octets, int bit) {
    Message.Builder flipped = Message.builder(message.header())
        .question(one.question)
        .edns(Edns.of(1232))
        .rcode(one.rcode);
    for (Section each : List.of(Section.ANSWER, Section.AUTHORITY)) {
      List<WireRecord> records = message.records(each);
      for (int i = 0; i < records.size(); i++) {
        WireRecord record = records.get(i);
        Octets rdata = each == section && i == index ? Octets.wrap(octets) : record.rdata();
        flipped.record(
            each,
            new WireRecord(record.owner(), record.type(), record.rclass(), record.ttl(), rdata));
      }
    }
    Message changed;
    try {
      changed = flipped.build(RdataFormats.layouts());
    } catch (WireFormatException e) {
      return; // No message at all.
    }
    WireRecord record = message.records(section).get(index);
    if (!isSame(record.type(), Octets.wrap(octets), record.rdata())) {
      assertThat(validate(changed).isBogus())
          .as("%s %s bit %s", one.section, record, bit)
          .isTrue();
    }
  }

  private static boolean isSame(RecordType type, Octets one, Octets other) {
    try {
      return RdataFormats.of(type).canonical(one).equals(RdataFormats.of(type).canonical(other));
    } catch (WireFormatException e) {
      return false;
    }
  }
}
