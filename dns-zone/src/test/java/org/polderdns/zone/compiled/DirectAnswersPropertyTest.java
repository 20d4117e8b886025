package org.polderdns.zone.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneTree;
import org.polderdns.zone.answer.AnswerOptions;
import org.polderdns.zone.scenario.DirectComparison;
import org.polderdns.zone.scenario.Question;
import org.polderdns.zone.scenario.RandomZone;

/** A compiled zone answers as the tree of the same records does, directly and in the general way. */
class DirectAnswersPropertyTest {
  private static final int ZONES = Integer.getInteger("polder.test.zones", 3000);
  private static final int QUESTIONS = 60;
  private static final long SEED = Long.getLong("polder.test.seed", 31);

  @Test
  void answersAsTheTree() {
    Random random = new Random(SEED);
    int direct = 0;
    for (int i = 0; i < ZONES; i++) {
      List<RRset> rrsets = RandomZone.rrsets(random);
      List<ZoneTree> trees = List.of(ZoneTree.of(RandomZone.APEX, rrsets));
      AnswerOptions options =
          new AnswerOptions(random.nextBoolean(), random.nextInt(4) > 0, true, random.nextInt(17));
      DirectComparison comparison = new DirectComparison(
          trees, DirectComparison.compile(trees), options, answer -> {}, (n, f, t, j, s, h) -> {});
      for (int j = 0; j < QUESTIONS; j++) {
        Question question = new Question(
            random.nextInt(50) == 0 ? Name.parse("elsewhere.") : RandomZone.name(random, 0),
            type(random),
            random.nextInt(50) == 0 ? RecordClass.ANY : RecordClass.IN,
            random.nextBoolean(),
            false,
            random.nextBoolean() ? 0 : 100 + random.nextInt(1200));
        String what = "seed " + SEED + " zone " + i + ": " + question + " in " + rrsets;
        direct += comparison.ask(question, what) ? 1 : 0;
      }
    }
    assertThat(direct).as("answered directly").isGreaterThan(ZONES * QUESTIONS / 2);
  }

  private static RecordType type(Random random) {
    return random.nextInt(4) == 0 ? RecordType.A : RandomZone.type(random);
  }
}
