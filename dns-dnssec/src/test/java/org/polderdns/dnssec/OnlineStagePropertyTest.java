package org.polderdns.dnssec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.polderdns.dnssec.online.OnlineZones;
import org.polderdns.dnssec.online.OnlineZones.Kind;
import org.polderdns.dnssec.online.SignedView;
import org.polderdns.dnssec.validate.AnswerValidator;
import org.polderdns.dnssec.validate.Security;
import org.polderdns.dnssec.validate.Server;
import org.polderdns.dnssec.validate.TrustAnchors;
import org.polderdns.dnssec.validate.Verdict;
import org.polderdns.records.RRset;
import org.polderdns.wire.Message;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;
import org.polderdns.wire.Section;
import org.polderdns.zone.ZoneSet;
import org.polderdns.zone.ZoneView;
import org.polderdns.zone.answer.Answer;
import org.polderdns.zone.answer.AnswerOptions;
import org.polderdns.zone.answer.AnswerRRset;
import org.polderdns.zone.scenario.Question;
import org.polderdns.zone.scenario.RandomZone;
import org.polderdns.zone.scenario.ScenarioRunner;

/** Answers signed one by one are what a validator wants, and what the zone signed as a whole gives. */
class OnlineStagePropertyTest {
  private static final AnswerOptions OPTIONS = new AnswerOptions(false, true, true, 16);
  private static final long SEED = Long.getLong("polder.test.seed", 20261);
  private static final int ZONES = Integer.getInteger("polder.test.zones", 120);

  private static List<RRset> rrsets(Random random) {
    return RandomZone.rrsets(random).stream()
        .filter(rr -> !rr.owner().isWildcard() || isPlain(rr.type())) // RFC 4592 §4.2, §4.4
        .toList();
  }

  private static boolean isPlain(RecordType type) {
    return type == RecordType.TXT || type == RecordType.MX || type == RecordType.CNAME;
  }

  @ParameterizedTest
  @EnumSource
  void answersProveWhatTheySay(Kind kind) {
    Random random = new Random(SEED);
    int secure = 0;
    for (int zone = 0; zone < ZONES; zone++) {
      List<RRset> rrsets = rrsets(random);
      SignedView view = OnlineZones.online(RandomZone.APEX, rrsets, kind);
      Server server = Server.of(view);
      TrustAnchors anchor =
          TrustAnchors.of(view.apexNode().rrset(RecordType.DNSKEY).orElseThrow());
      AnswerValidator validator = AnswerValidator.of(anchor, server, OnlineZones.CLOCK);
      for (int i = 0; i < 40; i++) {
        Name qname = RandomZone.name(random, 0);
        RecordType qtype = RandomZone.type(random);
        Message message = server.ask(qname, qtype);
        assertNothingUnsigned(server.lastAnswer(), qname + " in " + rrsets);
        if (aliases(message) < 16 && !isOfWhatDenies(kind, qtype)) {
          Verdict verdict = validator.validate(message);
          assertThat(verdict.security())
              .as("%s, seed %s: %s %s in %s: %s", kind, SEED, qname, qtype, rrsets, verdict)
              .isNotEqualTo(Security.BOGUS);
          secure += verdict.isSecure() ? 1 : 0;
        }
      }
    }
    assertThat(secure).isGreaterThan(ZONES * 40 / 4);
  }

  /** The NSEC that denies a name or an empty non-terminal is not to be asked for by type. */
  private static boolean isOfWhatDenies(Kind kind, RecordType qtype) {
    return kind == Kind.COMPACT && (qtype == RecordType.NSEC || qtype == RecordType.RRSIG);
  }

  private static long aliases(Message message) {
    return message.records(Section.ANSWER).stream()
        .filter(record -> record.type() == RecordType.CNAME)
        .count();
  }

  private static void assertNothingUnsigned(Answer answer, String what) {
    for (Section section : Section.values()) {
      for (AnswerRRset one : answer.section(section)) {
        RecordType type = one.rrset().type();
        assertThat(one.signatures().isPresent())
            .as("%s: %s %s", what, one.owner(), type)
            .isEqualTo(!one.isUnsigned() && type != RecordType.RRSIG);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NSEC", "NSEC3", "OPT_OUT"})
  void answersAreThoseOfTheZoneSignedAsAWhole(Kind kind) {
    Random random = new Random(SEED);
    for (int zone = 0; zone < ZONES; zone++) {
      List<RRset> rrsets = rrsets(random);
      ScenarioRunner online = runner(OnlineZones.online(RandomZone.APEX, rrsets, kind));
      ScenarioRunner whole = runner(OnlineZones.whole(RandomZone.APEX, rrsets, kind));
      for (int i = 0; i < 30; i++) {
        Name qname = RandomZone.name(random, 0);
        RecordType qtype = RandomZone.type(random);
        Question question = new Question(qname, qtype, RecordClass.IN, true, true, 65535);
        assertThat(online.ask(question))
            .as("%s, seed %s: %s in %s", kind, SEED, question, rrsets)
            .hasToString(whole.ask(question).toString());
      }
    }
  }

  private static ScenarioRunner runner(ZoneView zone) {
    return new ScenarioRunner(ZoneSet.of(zone), OPTIONS, new OnlineStage());
  }
}
