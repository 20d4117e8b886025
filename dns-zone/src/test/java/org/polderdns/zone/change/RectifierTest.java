package org.polderdns.zone.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.change.Rectifier.Position;

class RectifierTest {
  private static final Name APEX = Name.parse("example.");

  private final List<String> found = new ArrayList<>();
  private final Rectifier rectifier =
      new Rectifier(APEX, (owner, below) -> found.add(owner + " " + below));

  private Position next(String owner, String types) {
    return rectifier.next(Name.parse(owner, APEX), types.contains("NS"), types.contains("DS"));
  }

  @Test
  void dataAreAuthoritativeDownToTheCut() {
    assertThat(rectifier.next(APEX, true, false)).isEqualTo(Position.AUTHORITATIVE);
    assertThat(next("a", "A")).isEqualTo(Position.AUTHORITATIVE);
    assertThat(next("sub", "NS")).isEqualTo(Position.CUT);
    assertThat(next("ns.sub", "A")).isEqualTo(Position.OCCLUDED);
    assertThat(next("x.y.sub", "NS")).isEqualTo(Position.OCCLUDED);
    assertThat(next("subx", "A")).isEqualTo(Position.AUTHORITATIVE);
    rectifier.finish();
    assertThat(found).isEmpty();
  }

  @Test
  void emptyNonTerminalsAreToldDeepestFirst() {
    next("a.b.c", "A");
    next("d.c", "A");
    next("x.y", "NS");
    next("z.y", "NS");
    next("s.t", "NS DS");
    rectifier.finish();
    assertThat(found)
        .containsExactly(
            "b.c.example. AUTHORITATIVE",
            "c.example. AUTHORITATIVE",
            "y.example. DELEGATIONS",
            "t.example. SECURE_DELEGATIONS");
  }

  @Test
  void onlyTheParentsSideOfACutIsAuthoritative() {
    assertThat(Position.CUT.isAuthoritative(RecordType.NS)).isFalse();
    assertThat(Position.CUT.isOrdered(RecordType.NS)).isTrue();
    assertThat(Position.CUT.isAuthoritative(RecordType.DS)).isTrue();
    assertThat(Position.CUT.isAuthoritative(RecordType.RRSIG)).isTrue();
    assertThat(Position.CUT.isOrdered(RecordType.A)).isFalse();
    assertThat(Position.OCCLUDED.isOrdered(RecordType.NS)).isFalse();
    assertThat(Position.AUTHORITATIVE.isOrdered(RecordType.TXT)).isTrue();
  }

  /** Against the definitions, on random zones. */
  @Test
  void agreesWithTheDefinitions() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      NavigableMap<Name, Boolean> zone = randomZone(random);
      Set<Name> told = new HashSet<>();
      Rectifier one = new Rectifier(APEX, (owner, below) -> {
        assertThat(below == Rectifier.Below.AUTHORITATIVE)
            .as("seed %d, %s", seed, owner)
            .isEqualTo(leadsToData(zone, owner));
        told.add(owner);
      });
      zone.forEach((owner, cut) -> assertThat(one.next(owner, cut, false))
          .as("seed %d, %s in %s", seed, owner, zone)
          .isEqualTo(position(zone, owner)));
      one.finish();
      assertThat(told).as("seed %d, %s", seed, zone).isEqualTo(empties(zone));
    }
  }

  private static NavigableMap<Name, Boolean> randomZone(Random random) {
    NavigableMap<Name, Boolean> zone = new TreeMap<>();
    zone.put(APEX, true);
    for (int i = random.nextInt(12); i >= 0; i--) {
      Name name = APEX;
      for (int labels = random.nextInt(4); labels >= 0; labels--) {
        name = Name.parse(String.valueOf((char) ('a' + random.nextInt(3))), name);
      }
      zone.put(name, random.nextInt(4) == 0);
    }
    return zone;
  }

  private static boolean isBelowCut(NavigableMap<Name, Boolean> zone, Name owner) {
    return zone.entrySet().stream()
        .anyMatch(e -> e.getValue() && !e.getKey().equals(APEX) && owner.isBelow(e.getKey()));
  }

  private static Position position(NavigableMap<Name, Boolean> zone, Name owner) {
    if (isBelowCut(zone, owner)) {
      return Position.OCCLUDED;
    }
    return zone.get(owner) && !owner.equals(APEX) ? Position.CUT : Position.AUTHORITATIVE;
  }

  private static boolean leadsToData(NavigableMap<Name, Boolean> zone, Name empty) {
    return zone.keySet().stream()
        .anyMatch(o -> o.isBelow(empty) && position(zone, o) == Position.AUTHORITATIVE);
  }

  private static Set<Name> empties(NavigableMap<Name, Boolean> zone) {
    Set<Name> empties = new HashSet<>();
    for (Name owner : zone.keySet()) {
      for (Name n = owner; n.isBelow(APEX); n = n.parent()) {
        if (!zone.containsKey(n) && !isBelowCut(zone, n)) {
          empties.add(n);
        }
      }
    }
    return empties;
  }
}
