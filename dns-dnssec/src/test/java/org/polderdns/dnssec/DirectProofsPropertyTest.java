package org.polderdns.dnssec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneTree;
import org.polderdns.zone.answer.AnswerOptions;
import org.polderdns.zone.change.Changeset;
import org.polderdns.zone.compiled.ZoneTable;
import org.polderdns.zone.scenario.DirectComparison;
import org.polderdns.zone.scenario.Question;
import org.polderdns.zone.scenario.RandomZone;

/** Direct answers from signed zones carry the same proofs and signatures as those of the tree. */
class DirectProofsPropertyTest {
  private static final int ZONES = Integer.getInteger("polder.test.zones", 300);
  private static final int QUESTIONS = 60;
  private static final long SEED = Long.getLong("polder.test.seed", 32);

  enum Kind {
    NSEC,
    NSEC3,
    OPT_OUT,
    PLAIN_OPT_OUT
  }

  @ParameterizedTest
  @EnumSource
  void provesAsTheTree(Kind kind) {
    Random random = new Random(SEED);
    AnswerOptions options = new AnswerOptions(false, true, true, 16);
    int direct = 0;
    for (int i = 0; i < ZONES; i++) {
      List<RRset> rrsets = RandomZone.rrsets(random);
      List<ZoneTree> trees = List.of(sign(kind, rrsets));
      DirectComparison comparison = new DirectComparison(
          trees, DirectComparison.compile(trees), options, new PresignedStage());
      for (int j = 0; j < QUESTIONS; j++) {
        Name name = RandomZone.name(random, 0);
        if (random.nextInt(3) == 0) {
          name = name.child(Octets.of('q', '0' + random.nextInt(10)));
        }
        Question question = new Question(
            name,
            RandomZone.type(random),
            RecordClass.IN,
            random.nextBoolean(),
            random.nextInt(5) > 0,
            100 + random.nextInt(1200));
        String what = "seed " + SEED + " zone " + i + ": " + question + " in " + rrsets;
        direct += comparison.ask(question, what) ? 1 : 0;
      }
    }
    assertThat(direct).as("answered directly").isGreaterThan(ZONES * QUESTIONS / 3);
  }

  /** The same for zones that became what they are by one change after the other. */
  @ParameterizedTest
  @EnumSource
  void provesAsTheTreeAfterChanges(Kind kind) {
    Random random = new Random(SEED);
    AnswerOptions options = new AnswerOptions(false, true, true, 16);
    for (int i = 0; i < ZONES / 20; i++) {
      ZoneTree before = sign(kind, plain(random));
      ZoneTable table = DirectComparison.compile(List.of(before));
      for (int step = 0; step < 12; step++) {
        Kind next =
            random.nextInt(4) > 0 ? kind : Kind.values()[random.nextInt(Kind.values().length)];
        ZoneTree after = sign(next, plain(random));
        Changeset changes = DirectComparison.difference(before, after);
        table.put(table.get(RandomZone.APEX).orElseThrow().with(changes));
        DirectComparison comparison =
            new DirectComparison(List.of(after), table, options, new PresignedStage());
        for (int j = 0; j < QUESTIONS; j++) {
          Question question = new Question(
              RandomZone.name(random, 0),
              RandomZone.type(random),
              RecordClass.IN,
              true,
              true,
              1232);
          comparison.ask(
              question, "seed " + SEED + " zone " + i + " step " + step + " " + question);
        }
        before = after;
      }
    }
  }

  /** Without what a change may not bring, as an RRset beside a CNAME. */
  private static List<RRset> plain(Random random) {
    return RandomZone.rrsets(random).stream()
        .filter(rr -> rr.type() != RecordType.CNAME && rr.type() != RecordType.DNAME)
        .toList();
  }

  private static ZoneTree sign(Kind kind, List<RRset> rrsets) {
    return switch (kind) {
      case NSEC -> SignedZone.nsec(RandomZone.APEX, rrsets);
      case NSEC3 -> SignedZone.nsec3(RandomZone.APEX, rrsets, false);
      case OPT_OUT -> SignedZone.nsec3(RandomZone.APEX, rrsets, true);
      case PLAIN_OPT_OUT -> SignedZone.optOut(RandomZone.APEX, rrsets, 0, Octets.EMPTY);
    };
  }
}
