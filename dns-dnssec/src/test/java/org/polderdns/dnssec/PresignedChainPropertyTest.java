package org.polderdns.dnssec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.polderdns.dnssec.online.OnlineZones;
import org.polderdns.dnssec.online.OnlineZones.Kind;
import org.polderdns.dnssec.online.PresignedChain;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.ZoneSet;
import org.polderdns.zone.ZoneView;
import org.polderdns.zone.answer.AnswerOptions;
import org.polderdns.zone.compiled.CompiledZone;
import org.polderdns.zone.scenario.Question;
import org.polderdns.zone.scenario.RandomZone;
import org.polderdns.zone.scenario.ScenarioRunner;

/** A signed zone without its NSEC and NSEC3 records is answered from as the whole one. */
class PresignedChainPropertyTest {
  private static final AnswerOptions OPTIONS = new AnswerOptions(false, true, true, 16);
  private static final long SEED = Long.getLong("polder.test.seed", 20262);
  private static final int ZONES = Integer.getInteger("polder.test.zones", 120);

  private static ScenarioRunner runner(ZoneView zone) {
    return new ScenarioRunner(ZoneSet.of(zone), OPTIONS, new OnlineStage());
  }

  private static PresignedChain chain(Kind kind) {
    Map<String, List<String>> metadata = new HashMap<>(kind.metadata());
    metadata.put("PRESIGNED", List.of("1"));
    return PresignedChain.of(RandomZone.APEX, metadata).orElseThrow();
  }

  private static CompiledZone without(CompiledZone zone, RecordType... types) {
    List<RRset> rrsets = new ArrayList<>();
    for (ZoneNode node : zone.nodes()) {
      for (RRset rrset : node.rrsets()) {
        if (!List.of(types).contains(rrset.type())) {
          rrsets.add(rrset);
        }
      }
    }
    return CompiledZone.of(RandomZone.APEX, rrsets);
  }

  @ParameterizedTest
  @EnumSource(names = {"NSEC", "NSEC3", "OPT_OUT"})
  void answersAreThoseOfTheWholeZone(Kind kind) {
    Random random = new Random(SEED);
    PresignedChain chain = chain(kind);
    for (int zone = 0; zone < ZONES; zone++) {
      List<RRset> rrsets = RandomZone.rrsets(random);
      CompiledZone whole = OnlineZones.whole(RandomZone.APEX, rrsets, kind);
      CompiledZone rest = without(whole, RecordType.NSEC, RecordType.NSEC3, RecordType.NSEC3PARAM);
      assertThat(chain.isLackedBy(rest)).isTrue();
      assertThat(chain.isLackedBy(whole)).isFalse();
      ScenarioRunner expected = runner(whole);
      for (ScenarioRunner made : List.of(runner(chain.view(rest)), runner(chain.view(whole)))) {
        for (int i = 0; i < 30; i++) {
          Name qname = RandomZone.name(random, 0);
          RecordType qtype = RandomZone.type(random);
          Question question = new Question(qname, qtype, RecordClass.IN, true, true, 65535);
          assertThat(made.ask(question))
              .as("%s, seed %s: %s in %s", kind, SEED, question, rrsets)
              .hasToString(expected.ask(question).toString());
        }
      }
    }
  }

  @Test
  void parametersThatSayNothingMakeNoChain() {
    assertThat(of("1 0 5000 -")).isEmpty();
    assertThat(of("1 0 zz -")).isEmpty();
    assertThat(of("2 0 0 -")).isEmpty();
    assertThat(of("1 0 0 -")).isPresent();
    assertThat(PresignedChain.of(RandomZone.APEX, Map.of())).isEmpty();
  }

  private static Optional<PresignedChain> of(String nsec3param) {
    return PresignedChain.of(
        RandomZone.APEX, Map.of("PRESIGNED", List.of("1"), "NSEC3PARAM", List.of(nsec3param)));
  }
}
