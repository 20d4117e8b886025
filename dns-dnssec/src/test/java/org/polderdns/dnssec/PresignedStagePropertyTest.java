package org.polderdns.dnssec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;
import org.polderdns.wire.Section;
import org.polderdns.zone.ZoneSet;
import org.polderdns.zone.ZoneTree;
import org.polderdns.zone.answer.Answer;
import org.polderdns.zone.answer.AnswerOptions;
import org.polderdns.zone.answer.AnswerRRset;
import org.polderdns.zone.answer.Answerer;
import org.polderdns.zone.answer.Proof;
import org.polderdns.zone.scenario.RandomZone;

/** Every answer from random signed zones proves what it has to, to a validator that reads it. */
class PresignedStagePropertyTest {
  private static final AnswerOptions OPTIONS = new AnswerOptions(false, true, true, 16);
  private static final long SEED = 20260;

  enum Kind {
    NSEC,
    NSEC3,
    OPT_OUT
  }

  @ParameterizedTest
  @EnumSource
  void answersProveWhatTheySay(Kind kind) {
    Random random = new Random(SEED);
    Answer answer = new Answer();
    PresignedStage stage = new PresignedStage();
    for (int zone = 0; zone < 400; zone++) {
      List<RRset> rrsets = RandomZone.rrsets(random).stream()
          .filter(rr -> !rr.owner().isWildcard() || isPlain(rr.type())) // RFC 4592 §4.2, §4.4
          .toList();
      ZoneTree tree = sign(kind, rrsets);
      Answerer answerer = new Answerer(ZoneSet.of(tree), OPTIONS);
      for (int i = 0; i < 40; i++) {
        Name qname = RandomZone.name(random, 0);
        RecordType qtype = RandomZone.type(random);
        answerer.answer(qname, qtype, RecordClass.IN, true, answer);
        stage.complete(answer);
        String what = "seed " + SEED + ": " + qname + " " + qtype + " in " + rrsets;
        DenialCheck check = kind == Kind.NSEC ? new NsecCheck(answer) : new Nsec3Check(answer);
        for (Proof proof : answer.proofs()) {
          assertThat(check.check(proof, qtype)).as(what).isEmpty();
        }
        assertAllSigned(tree, answer, what);
      }
    }
  }

  private static boolean isPlain(RecordType type) {
    return type == RecordType.TXT || type == RecordType.MX || type == RecordType.CNAME;
  }

  private static ZoneTree sign(Kind kind, List<RRset> rrsets) {
    return switch (kind) {
      case NSEC -> SignedZone.nsec(RandomZone.APEX, rrsets);
      case NSEC3 -> SignedZone.nsec3(RandomZone.APEX, rrsets, false);
      case OPT_OUT -> SignedZone.nsec3(RandomZone.APEX, rrsets, true);
    };
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
