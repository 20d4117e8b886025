package org.polderdns.dnssec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.polderdns.dnssec.online.OnlineZones;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneSet;
import org.polderdns.zone.ZoneView;
import org.polderdns.zone.scenario.Exchange;
import org.polderdns.zone.scenario.Question;
import org.polderdns.zone.scenario.Reply;
import org.polderdns.zone.scenario.Scenario;
import org.polderdns.zone.scenario.ScenarioRunner;

/** Who does not ask for DNSSEC must not notice that a zone is signed, in any scenario. */
class SignedScenarioTest {
  private static final Set<RecordType> OF_DNSSEC = Set.of(RecordType.RRSIG, RecordType.NSEC);

  static List<Scenario> scenarios() {
    return Scenario.all(Scenario.class, "scenarios");
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void nsecZoneAnswersAsUnsigned(Scenario scenario) {
    run(scenario, SignedZone::nsec);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void nsec3ZoneAnswersAsUnsigned(Scenario scenario) {
    run(scenario, (apex, rrsets) -> SignedZone.nsec3(apex, rrsets, false));
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void optOutZoneAnswersAsUnsigned(Scenario scenario) {
    run(scenario, (apex, rrsets) -> SignedZone.nsec3(apex, rrsets, true));
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void zoneSignedOnlineAnswersAsUnsigned(Scenario scenario) {
    for (OnlineZones.Kind kind : OnlineZones.Kind.values()) {
      run(scenario, (apex, rrsets) -> OnlineZones.online(apex, rrsets, kind));
    }
  }

  private static void run(
      Scenario scenario, BiFunction<Name, List<RRset>, ? extends ZoneView> signer) {
    List<ZoneView> zones = scenario.zones().entrySet().stream()
        .<ZoneView>map(zone -> signer.apply(zone.getKey(), zone.getValue()))
        .toList();
    ScenarioRunner runner =
        new ScenarioRunner(ZoneSet.of(zones), scenario.options(), new OnlineStage());
    for (Exchange exchange : scenario.exchanges()) {
      Question question = exchange.question();
      if (!question.dnssecOk() && !OF_DNSSEC.contains(question.type())) {
        Reply reply = runner.ask(question).comparedWith(exchange.expected());
        assertThat(reply)
            .as("%s:%d", scenario.path(), exchange.line())
            .hasToString(exchange.expected().toString());
      }
    }
  }
}
