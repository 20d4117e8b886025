package org.polderdns.dnssec;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.polderdns.dnssec.key.DigestType;
import org.polderdns.dnssec.key.KeyLife;
import org.polderdns.dnssec.key.KeyState;
import org.polderdns.dnssec.key.SigningAlgorithm;
import org.polderdns.dnssec.key.SigningKey;
import org.polderdns.dnssec.key.ZoneKey;
import org.polderdns.dnssec.key.ZoneKeys;
import org.polderdns.dnssec.sign.SignatureWindow;
import org.polderdns.dnssec.validate.AnswerValidator;
import org.polderdns.dnssec.validate.Reason;
import org.polderdns.dnssec.validate.Security;
import org.polderdns.dnssec.validate.Server;
import org.polderdns.dnssec.validate.TrustAnchors;
import org.polderdns.dnssec.validate.Verdict;
import org.polderdns.dnssec.zone.DenialParameters;
import org.polderdns.dnssec.zone.SigningOptions;
import org.polderdns.records.RRset;
import org.polderdns.records.Rdata;
import org.polderdns.records.rr.Ds;
import org.polderdns.wire.Message;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.wire.Section;
import org.polderdns.zone.ZoneTree;
import org.polderdns.zone.answer.Answer;
import org.polderdns.zone.answer.AnswerRRset;
import org.polderdns.zone.scenario.RandomZone;

/** Every answer from random signed zones proves what it has to, to a validator that reads it. */
class PresignedStagePropertyTest {
  private static final long SEED = Long.getLong("polder.test.seed", 20260);
  private static final int ZONES = Integer.getInteger("polder.test.zones", 400);
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T18:00:00Z"), ZoneOffset.UTC);
  private static final ZoneKey KEY = new ZoneKey(
      1,
      SigningKey.generate(SigningAlgorithm.ED25519, 256, new SecureRandom()),
      257,
      KeyLife.always(KeyState.IN_USE));

  enum Kind {
    NSEC(DenialParameters.NSEC),
    NSEC3(new DenialParameters(true, 2, Octets.of(0xaa, 0xbb), false)),
    OPT_OUT(DenialParameters.NSEC3.withOptOut());

    private final DenialParameters denial;

    Kind(DenialParameters denial) {
      this.denial = denial;
    }
  }

  @ParameterizedTest
  @EnumSource
  void answersProveWhatTheySay(Kind kind) {
    Random random = new Random(SEED);
    Map<Reason, Integer> reasons = new EnumMap<>(Reason.class);
    for (int zone = 0; zone < ZONES; zone++) {
      List<RRset> rrsets = RandomZone.rrsets(random).stream()
          .filter(rr -> !rr.owner().isWildcard() || isPlain(rr.type())) // RFC 4592 §4.2, §4.4
          .toList();
      ZoneTree tree = sign(kind, rrsets);
      Server server = Server.of(tree);
      AnswerValidator validator = AnswerValidator.of(anchor(), server, CLOCK);
      for (int i = 0; i < 40; i++) {
        Name qname = RandomZone.name(random, 0);
        RecordType qtype = RandomZone.type(random);
        Message message = server.ask(qname, qtype);
        assertAllSigned(tree, server.lastAnswer(), qname + " in " + rrsets);
        if (aliases(message) < 16) { // else they may go on
          Verdict verdict = validator.validate(message);
          assertThat(verdict.security())
              .as("seed %s: %s %s in %s: %s", SEED, qname, qtype, rrsets, verdict)
              .isNotEqualTo(Security.BOGUS);
          reasons.merge(verdict.reason(), 1, Integer::sum);
        }
      }
    }
    assertThat(reasons.get(Reason.NONE)).isGreaterThan(ZONES * 40 / (kind == Kind.OPT_OUT ? 4 : 2));
    assertThat(reasons.keySet())
        .isSubsetOf(
            Reason.NONE,
            Reason.UNSIGNED_DELEGATION,
            Reason.SIGNATURES_ASKED,
            Reason.NO_ANCHOR,
            kind == Kind.OPT_OUT ? Reason.OPT_OUT : Reason.NONE);
  }

  private static long aliases(Message message) {
    return message.records(Section.ANSWER).stream()
        .filter(record -> record.type() == RecordType.CNAME)
        .count();
  }

  private static boolean isPlain(RecordType type) {
    return type == RecordType.TXT || type == RecordType.MX || type == RecordType.CNAME;
  }

  private static ZoneTree sign(Kind kind, List<RRset> rrsets) {
    return Server.sign(
        RandomZone.APEX,
        rrsets,
        ZoneKeys.at(CLOCK.instant(), List.of(KEY)),
        SigningOptions.of(kind.denial, SignatureWindow.weekly(CLOCK, Duration.ZERO)));
  }

  private static TrustAnchors anchor() {
    Ds ds = DigestType.SHA256.ds(RandomZone.APEX, KEY.dnskey());
    return TrustAnchors.of(
        RRset.of(RandomZone.APEX, 0, new Rdata(RecordType.DS, Ds.FORMAT.write(ds))));
  }

  @SuppressWarnings("ReferenceEquality") // an equal RRset may have been made of a DNAME
  private static void assertAllSigned(ZoneTree tree, Answer answer, String what) {
    for (Section section : List.of(Section.ANSWER, Section.AUTHORITY)) {
      for (AnswerRRset one : answer.section(section)) {
        RecordType type = one.rrset().type();
        boolean delegation = section == Section.AUTHORITY && type == RecordType.NS;
        boolean made = tree.node(one.rrset().owner())
            .filter(node -> node.rrsets().stream().anyMatch(stored -> stored == one.rrset()))
            .isEmpty();
        boolean signed =
            one.signatures().filter(rrsigs -> AnswerRRset.covers(rrsigs, type)).isPresent();
        assertThat(signed)
            .as("%s: %s %s", what, one.owner(), type)
            .isEqualTo(!delegation && !made && type != RecordType.RRSIG);
      }
    }
  }
}
