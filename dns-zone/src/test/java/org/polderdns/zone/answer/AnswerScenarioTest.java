package org.polderdns.zone.answer;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.polderdns.zone.ZoneSet;
import org.polderdns.zone.ZoneTree;
import org.polderdns.zone.scenario.Scenario;
import org.polderdns.zone.scenario.ScenarioRunner;

/** Runs every scenario on the node tree. */
class AnswerScenarioTest {
  static List<Scenario> scenarios() {
    return Scenario.all(Scenario.class, "scenarios");
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void answersAsTheScenarioSays(Scenario scenario) {
    List<ZoneTree> zones = scenario.zones().entrySet().stream()
        .map(zone -> ZoneTree.of(zone.getKey(), zone.getValue()))
        .toList();
    new ScenarioRunner(ZoneSet.of(zones), scenario.options(), answer -> {}).run(scenario);
  }
}
