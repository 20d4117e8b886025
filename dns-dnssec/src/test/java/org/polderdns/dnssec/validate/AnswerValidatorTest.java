package org.polderdns.dnssec.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.polderdns.dnssec.key.SigningAlgorithm;
import org.polderdns.dnssec.key.ZoneKey;
import org.polderdns.dnssec.sign.RRsetSigner;
import org.polderdns.dnssec.zone.DenialParameters;
import org.polderdns.records.RRset;
import org.polderdns.records.RdataFormats;
import org.polderdns.wire.Edns;
import org.polderdns.wire.ExtendedError;
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
import org.polderdns.wire.WireRecord;
import org.polderdns.zone.ZoneTree;

/** From the anchor {@code example.} to zones below it, signed and not. */
class AnswerValidatorTest {
  private static final Name TOP = Name.parse("example.");
  private static final Name SIGNED = Name.parse("signed.example.");
  private static final Name PLAIN = Name.parse("plain.example.");
  private static final ZoneKey TOP_KEY = TestZones.csk();
  private static final ZoneKey KEY = TestZones.csk();
  private static final TrustAnchors ANCHOR = TrustAnchors.of(TestZones.ds(TOP, TOP_KEY));
  private static final List<RRset> TOP_DATA = TestZones.data(TOP, """
      www A 192.0.2.1
      alias CNAME www.signed
      out CNAME www.plain
      *.wild TXT "wild"
      a.ent A 192.0.2.1
      signed NS ns.signed
      plain NS ns.plain
      old NS ns.old
      d DNAME signed
      """);
  private static final List<RRset> SIGNED_DATA =
      TestZones.data(SIGNED, "www A 192.0.2.2\n*.w A 192.0.2.3\n");

  private final ZoneTree plain =
      ZoneTree.of(PLAIN, TestZones.data(PLAIN, "www A 192.0.2.4\nns A 192.0.2.5\n"));
  private ZoneKey key = KEY;
  private DenialParameters denial = DenialParameters.NSEC;

  private Server server() {
    return Server.of(top(TestZones.ds(SIGNED, key)), signed(), plain);
  }

  private ZoneTree top(RRset ds) {
    return TestZones.sign(TOP, TestZones.with(TOP_DATA, ds), TestZones.keys(TOP_KEY), denial);
  }

  private ZoneTree signed() {
    return TestZones.sign(SIGNED, SIGNED_DATA, TestZones.keys(key), denial);
  }

  private static Verdict validate(AnswerSource server, Message answer) {
    return AnswerValidator.of(ANCHOR, server, TestZones.CLOCK).validate(answer);
  }

  private static Verdict validate(Server server, String name, RecordType type) {
    return validate(server, server.ask(Name.parse(name), type));
  }

  @ParameterizedTest
  @CsvSource({
    "www.example., A, NONE",
    "www.example., TXT, NONE",
    "nowhere.example., A, NONE",
    "a.nowhere.example., A, NONE",
    "ent.example., A, NONE",
    "a.wild.example., TXT, NONE",
    "a.wild.example., A, NONE",
    "www.signed.example., A, NONE",
    "nowhere.signed.example., A, NONE",
    "b.w.signed.example., A, NONE",
    "signed.example., DS, NONE",
    "signed.example., ANY, NONE",
    "plain.example., DS, NONE",
    "www.example., DS, NONE",
    "alias.example., A, NONE",
    "alias.example., TXT, NONE",
    "www.d.example., A, NONE",
    "b.w.d.example., A, NONE",
    "nowhere.d.example., A, NONE",
    "a.old.example., A, UNSIGNED_DELEGATION",
    "www.plain.example., A, UNSIGNED_DELEGATION",
    "nowhere.plain.example., A, UNSIGNED_DELEGATION",
    "www.plain.example., DS, UNSIGNED_DELEGATION",
    "out.example., A, UNSIGNED_DELEGATION",
    "www.example., RRSIG, SIGNATURES_ASKED",
    "example., DS, NO_ANCHOR"
  })
  void chainsFromTheAnchor(String name, RecordType type, Reason expected) {
    for (DenialParameters each : List.of(DenialParameters.NSEC, DenialParameters.NSEC3)) {
      denial = each;
      Verdict verdict = validate(server(), name, type);
      assertThat(verdict.reason()).as("%s %s: %s", name, each, verdict).isEqualTo(expected);
    }
  }

  @Test
  void namesOutsideOfAllAnchorsAreIndeterminate() {
    Name other = Name.parse("other.");
    Server server = Server.of(ZoneTree.of(other, TestZones.data(other, "www A 192.0.2.1\n")));
    assertThat(validate(server, "www.other.", RecordType.A).reason()).isEqualTo(Reason.NO_ANCHOR);
    Message refused = Message.builder(server.ask(other, RecordType.A).header())
        .rcode(Rcode.REFUSED)
        .question(Question.of(TOP, RecordType.A))
        .build(RdataFormats.layouts());
    assertThat(validate(server, refused).reason()).isEqualTo(Reason.NO_ANSWER);
    assertThatThrownBy(() -> TrustAnchors.of(TOP_DATA.get(0)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theClosestAnchorCounts() {
    TrustAnchors wrong = TrustAnchors.of(TestZones.ds(TOP, KEY)).with(TestZones.ds(SIGNED, KEY));
    Server server = server();
    AnswerValidator validator = AnswerValidator.of(wrong, server, TestZones.CLOCK);
    Message answer = server.ask(Name.parse("www.signed.example."), RecordType.A);
    assertThat(validator.validate(answer).isSecure()).isTrue();
    Message above = server.ask(Name.parse("www.example."), RecordType.A);
    assertThat(validator.validate(above).reason()).isEqualTo(Reason.KEY_MISSING);
  }

  @Test
  void anchorMayBeAKey() {
    RRset dnskey = TestZones.keys(TOP_KEY).dnskeys(TOP, 3600).orElseThrow();
    Server server = server();
    Message answer = server.ask(Name.parse("www.signed.example."), RecordType.A);
    assertThat(AnswerValidator.of(TrustAnchors.of(dnskey), server, TestZones.CLOCK)
            .validate(answer)
            .isSecure())
        .isTrue();
  }

  @Test
  void timesCount() {
    Server server = server();
    Message answer = server.ask(Name.parse("www.example."), RecordType.A);
    Verdict late = AnswerValidator.of(
            ANCHOR, server, Clock.offset(TestZones.CLOCK, Duration.ofDays(30)))
        .validate(answer);
    assertThat(late.reason()).isEqualTo(Reason.SIGNATURE_EXPIRED);
    assertThat(late.extendedError().code()).isEqualTo(ExtendedError.SIGNATURE_EXPIRED);
    assertThat(
            AnswerValidator.of(ANCHOR, server, Clock.offset(TestZones.CLOCK, Duration.ofDays(-30)))
                .validate(answer)
                .reason())
        .isEqualTo(Reason.SIGNATURE_NOT_YET_VALID);
  }

  @Test
  void dsOfAnotherKeyIsBogus() {
    Server server = Server.of(top(TestZones.ds(SIGNED, TestZones.csk())), signed());
    assertThat(validate(server, "www.signed.example.", RecordType.A).reason())
        .isEqualTo(Reason.KEY_MISSING);
  }

  /** RFC 4035 §5.2: a zone of which no DS can be used is as one without. */
  @Test
  void unknownAlgorithmsAreInsecure() {
    for (String ds : List.of("1 253 2 " + "00".repeat(32), "1 13 99 " + "00".repeat(32))) {
      RRset unknown = TestZones.rrset("signed.example.", RecordType.DS, ds);
      Server server = Server.of(top(unknown), signed());
      assertThat(validate(server, "www.signed.example.", RecordType.A).reason())
          .isEqualTo(Reason.UNSUPPORTED);
    }
  }

  @Test
  void unsignedDataOfASignedZoneAreBogus() {
    ZoneTree unsigned = ZoneTree.of(SIGNED, SIGNED_DATA);
    Server forger = Server.of(top(TestZones.ds(SIGNED, KEY)), unsigned);
    Server honest = server();
    for (String name : List.of("www.signed.example.", "nowhere.signed.example.")) {
      Message answer = forger.ask(Name.parse(name), RecordType.A);
      assertThat(validate(honest, answer).isBogus()).as(name).isTrue();
    }
  }

  /** A delegation's NSEC says nothing of names below it, an apex's nothing of the DS. */
  @Test
  void theOtherSideOfACutProvesNothing() {
    Server honest = server();
    Message dsDenied = honest.ask(PLAIN, RecordType.DS);
    Message forged = withQuestion(dsDenied, Question.of(PLAIN, RecordType.A), Rcode.NOERROR);
    assertThat(validate(honest, forged).isBogus()).isTrue();
    Message below = withQuestion(
        dsDenied, Question.of(Name.parse("www.plain.example."), RecordType.A), Rcode.NXDOMAIN);
    assertThat(validate(honest, below).isBogus()).isTrue();
    Message apex = honest.ask(SIGNED, RecordType.MX);
    assertThat(validate(honest, apex).isSecure()).isTrue();
    Message noDs = withQuestion(apex, Question.of(SIGNED, RecordType.DS), Rcode.NOERROR);
    assertThat(validate(honest, noDs).isBogus()).isTrue();
  }

  private static Message withQuestion(Message message, Question question, Rcode rcode) {
    return changed(message, question, rcode, (section, record) -> Optional.of(record));
  }

  private static Message changed(
      Message message,
      Question question,
      Rcode rcode,
      BiFunction<Section, WireRecord, Optional<WireRecord>> change) {
    Message.Builder builder =
        Message.builder(message.header()).question(question).edns(Edns.of(1232)).rcode(rcode);
    for (Section section : List.of(Section.ANSWER, Section.AUTHORITY)) {
      for (WireRecord record : message.records(section)) {
        change.apply(section, record).ifPresent(it -> builder.record(section, it));
      }
    }
    return builder.build(RdataFormats.layouts());
  }

  /** The answer of a wildcard at a name that exists, as a forger would replay it. */
  @Test
  void aWildcardDoesNotStandForWhatExists() {
    Server server = Server.of(TestZones.sign(
        TOP,
        TestZones.with(TOP_DATA, TestZones.rrset("there.wild.example.", RecordType.A, "192.0.2.1")),
        TestZones.keys(TOP_KEY),
        denial));
    Message expanded = server.ask(Name.parse("x.wild.example."), RecordType.TXT);
    assertThat(validate(server, expanded).isSecure()).isTrue();
    Name there = Name.parse("there.wild.example.");
    Message replayed = changed(
        expanded,
        Question.of(there, RecordType.TXT),
        Rcode.NOERROR,
        (section, one) -> Optional.of(
            section == Section.ANSWER
                ? new WireRecord(there, one.type(), one.rclass(), one.ttl(), one.rdata())
                : one));
    assertThat(validate(server, replayed).reason()).isEqualTo(Reason.PROOF_MISSING);
  }

  @Test
  void anAliasHasToBeTheOneOfItsDname() {
    Server server = server();
    Message honest = server.ask(Name.parse("www.d.example."), RecordType.A);
    Message forged = changed(
        honest,
        honest.question().orElseThrow(),
        Rcode.NOERROR,
        (section, one) -> Optional.of(
            one.type() == RecordType.CNAME
                ? new WireRecord(
                    one.owner(),
                    one.type(),
                    one.rclass(),
                    one.ttl(),
                    Name.parse("www.plain.example.").toOctets())
                : one));
    assertThat(validate(server, forged).isBogus()).isTrue();
  }

  /** The keys of a zone sign nothing above or beside it. */
  @Test
  void aZoneSignsItsOwnNamesOnly() {
    Server honest = server();
    RRset forged = TestZones.rrset("www.example.", RecordType.A, "192.0.2.66");
    Octets rrsig = RRsetSigner.of(SIGNED, KEY).rrsig(forged, TestZones.WINDOW);
    Octets noZone = RRsetSigner.of(forged.owner(), KEY).rrsig(forged, TestZones.WINDOW);
    for (Octets signature : List.of(rrsig, noZone)) {
      Message answer = answer(forged, List.of(signature));
      assertThat(validate(honest, answer).isBogus()).isTrue();
    }
  }

  private static Message answer(RRset rrset, List<Octets> signatures) {
    Message.Builder builder = Message.builder(Header.of(1, Opcode.QUERY, Flags.QR))
        .question(Question.of(rrset.owner(), rrset.type()));
    for (Octets rdata : rrset.rdatas()) {
      builder.record(
          Section.ANSWER,
          new WireRecord(rrset.owner(), rrset.type(), rrset.rclass(), rrset.ttl(), rdata));
    }
    for (Octets rdata : signatures) {
      builder.record(
          Section.ANSWER,
          new WireRecord(rrset.owner(), RecordType.RRSIG, rrset.rclass(), rrset.ttl(), rdata));
    }
    return builder.build(RdataFormats.layouts());
  }

  @Test
  void manyIterationsAreInsecureAndNotComputed() {
    denial = new DenialParameters(true, 101, Octets.EMPTY, false);
    Server server = server();
    for (String name : List.of("nowhere.example.", "a.wild.example.", "ent.example.")) {
      Message answer = server.ask(Name.parse(name), RecordType.TXT);
      assertThat(validate(server, answer).reason()).isEqualTo(Reason.NSEC3_ITERATIONS);
      assertThat(AnswerValidator.of(ANCHOR, server, TestZones.CLOCK)
              .withMaxIterations(150)
              .validate(answer)
              .isSecure())
          .isTrue();
    }
  }

  /** RFC 9824: one NSEC at the name itself, NOERROR or the true outcome. */
  @Test
  void compactDenialsAreSecure() {
    Name gone = Name.parse("gone.example.");
    RRset nsec =
        TestZones.rrset("gone.example.", RecordType.NSEC, "\\000.gone.example. RRSIG NSEC NXNAME");
    RRset there =
        TestZones.rrset("gone.example.", RecordType.NSEC, "\\000.gone.example. A RRSIG NSEC");
    Server server = server();
    Question question = Question.of(gone, RecordType.TXT);
    assertThat(validate(server, denied(question, nsec, Rcode.NOERROR)).isSecure())
        .isTrue();
    assertThat(validate(server, denied(question, nsec, Rcode.NXDOMAIN)).isSecure())
        .isTrue();
    assertThat(validate(server, denied(question, there, Rcode.NOERROR)).isSecure())
        .isTrue();
    assertThat(validate(server, denied(question, there, Rcode.NXDOMAIN)).isBogus())
        .isTrue();
    Question address = Question.of(gone, RecordType.A);
    assertThat(validate(server, denied(address, there, Rcode.NOERROR)).isBogus())
        .isTrue();
    Question other = Question.of(Name.parse("a.gone.example."), RecordType.A);
    assertThat(validate(server, denied(other, nsec, Rcode.NOERROR)).isBogus()).isTrue();
  }

  private static Message denied(Question question, RRset nsec, Rcode rcode) {
    Octets rrsig = RRsetSigner.of(TOP, TOP_KEY).rrsig(nsec, TestZones.WINDOW);
    return Message.builder(Header.of(1, Opcode.QUERY, Flags.QR))
        .question(question)
        .rcode(rcode)
        .record(
            Section.AUTHORITY,
            new WireRecord(
                nsec.owner(), nsec.type(), nsec.rclass(), 300, nsec.rdatas().get(0)))
        .record(
            Section.AUTHORITY,
            new WireRecord(nsec.owner(), RecordType.RRSIG, nsec.rclass(), 300, rrsig))
        .build(RdataFormats.layouts());
  }

  @Test
  void hundredsOfWrongSignaturesAreNotComputed() {
    RRset rrset = TOP_DATA.get(2);
    Octets good = RRsetSigner.of(TOP, TOP_KEY).rrsig(rrset, TestZones.WINDOW);
    List<Octets> signatures = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      byte[] wrong = good.toArray();
      wrong[wrong.length - 1 - i % 32] ^= (byte) (1 + i / 32);
      signatures.add(Octets.wrap(wrong));
    }
    Server server = server();
    assertThat(validate(server, answer(rrset, signatures)).reason())
        .isEqualTo(Reason.TOO_MUCH_WORK);
    List<Octets> few = new ArrayList<>(signatures.subList(0, 10));
    few.add(good);
    assertThat(validate(server, answer(rrset, few)).isSecure()).isTrue();
  }

  @Test
  void oneOfSeveralAlgorithmsIsEnough() {
    key = TestZones.key(1, SigningAlgorithm.ECDSAP256SHA256, 257);
    ZoneKey other = TestZones.key(2, SigningAlgorithm.ED25519, 257);
    Server server =
        Server.of(top(TestZones.ds(SIGNED, key, other)), signed()); // of the other there is nothing
    assertThat(validate(server, "www.signed.example.", RecordType.A).isSecure()).isTrue();
  }

  @Test
  void eachDelegationIsAskedForOnce() {
    Server server = server();
    AtomicInteger asked = new AtomicInteger();
    AnswerSource counting = question -> {
      asked.incrementAndGet();
      return server.ask(question);
    };
    assertThat(validate(counting, server.ask(Name.parse("b.w.d.example."), RecordType.A))
            .isSecure())
        .isTrue();
    assertThat(asked.get()).isEqualTo(3); // two DNSKEY, one DS
    assertThat(validate(question -> Optional.empty(), server.ask(TOP, RecordType.SOA))
            .reason())
        .isEqualTo(Reason.KEY_MISSING);
  }
}
