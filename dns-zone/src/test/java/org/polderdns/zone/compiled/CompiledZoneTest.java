package org.polderdns.zone.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.polderdns.records.RRset;
import org.polderdns.records.Rdata;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.Search;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.ZoneTree;
import org.polderdns.zone.ZoneView;
import org.polderdns.zone.change.Changeset;
import org.polderdns.zone.scenario.RandomZone;

class CompiledZoneTest {
  private static final Name APEX = RandomZone.APEX;
  private static final RRset SOA = rrset(APEX, RecordType.SOA, "ns.z. h.z. 1 2 3 4 300");
  private static final long SEED = 5;

  private static RRset rrset(Name owner, RecordType type, String text) {
    return RRset.of(owner, 3600, Rdata.parse(type, text));
  }

  private static Name name(String text) {
    return Name.parse(text, APEX);
  }

  /** Nodes as text, RRsets and records in an order of their own. */
  private static List<String> print(Iterable<ZoneNode> nodes) {
    List<String> all = new ArrayList<>();
    for (ZoneNode node : nodes) {
      List<String> rrsets = node.rrsets().stream()
          .map(rr -> rr.owner().toString()
              + (rr.type() == RecordType.RRSIG ? "" : rr.ttl())
              + rr.type()
              + rr.rdatas().stream().sorted().toList())
          .sorted()
          .toList();
      all.add(node.name() + " " + rrsets);
    }
    return all;
  }

  private static void assertSame(CompiledZone zone, ZoneTree tree, String what) {
    assertThat(print(zone.nodes())).as(what).isEqualTo(print(tree.nodes()));
    for (ZoneNode node : tree.nodes()) {
      ZoneNode found = zone.node(node.name()).orElseThrow();
      for (RRset rrset : node.rrsets()) {
        RRset same = found.rrsets().get(found.indexOf(rrset.type()));
        assertThat(same.type()).as(what).isSameAs(rrset.type());
      }
    }
  }

  @Test
  void holdsWhatTheTreeHolds() {
    Random random = new Random(SEED);
    for (int i = 0; i < 500; i++) {
      List<RRset> rrsets = RandomZone.rrsets(random);
      Collections.shuffle(rrsets, random);
      assertSame(
          CompiledZone.of(APEX, rrsets), ZoneTree.of(APEX, rrsets), "seed " + SEED + " zone " + i);
    }
  }

  @Test
  void ownerOfSignaturesOverNsec3AloneDoesNotExist() {
    String hash = "0".repeat(32);
    String signature = " 13 2 60 20300101000000 20200101000000 1 z. AAAA";
    for (String covered : List.of("NSEC3", "NSEC", "A")) {
      List<RRset> rrsets = List.of(SOA, rrset(name(hash), RecordType.RRSIG, covered + signature));
      for (ZoneView zone : List.of(CompiledZone.of(APEX, rrsets), ZoneTree.of(APEX, rrsets))) {
        Search found = new Search();
        zone.find(name(hash), found);
        boolean exists = found.outcome() == Search.Outcome.EXACT;
        assertThat(exists).as(covered).isEqualTo(!covered.equals("NSEC3"));
      }
    }
  }

  @Test
  void recordsOfANameMayComeApart() {
    ZoneCompiler compiler = CompiledZone.compiler(APEX);
    List<RRset> rrsets = new ArrayList<>(List.of(SOA));
    compiler.add(APEX, RecordType.SOA, 3600, SOA.rdatas().get(0));
    for (int round = 0; round < 50; round++) {
      for (int i = 0; i < 40; i++) {
        RRset one = rrset(name("n" + i), RecordType.A, "192.0.2." + round);
        rrsets.add(one);
        compiler.add(one.owner(), one.type(), 3600 + round, one.rdatas().get(0));
        compiler.add(one.owner(), one.type(), 1, one.rdatas().get(0)); // is there already
      }
    }
    assertSame(compiler.finish(), ZoneTree.of(APEX, rrsets), "records apart");
  }

  @Test
  void keepsNamesAndDataInTheirCase() {
    RRset mx = rrset(name("Mail"), RecordType.MX, "10 MX.Other.Z.");
    CompiledZone zone = CompiledZone.of(APEX, List.of(SOA, mx));
    ZoneNode node = zone.node(name("mAIL")).orElseThrow();
    assertThat(node.name()).hasToString("Mail.z.");
    assertThat(node.rrsets().get(0).rdatas()).isEqualTo(mx.rdatas());
  }

  @Test
  void rrsetsThatFitNoMessageAreKept() {
    String text = "\"" + "x".repeat(200) + "\" ";
    List<Octets> texts = IntStream.range(0, 2000)
        .mapToObj(i -> Rdata.parse(RecordType.TXT, text + i).octets())
        .toList();
    List<Octets> addresses = IntStream.range(0, 70_000)
        .mapToObj(i -> Octets.of(10, i >> 16, i >> 8, i))
        .toList();
    List<RRset> rrsets = List.of(
        SOA,
        RRset.of(name("big"), RecordType.TXT, 60, texts),
        RRset.of(name("many"), RecordType.A, 60, addresses));
    assertSame(CompiledZone.of(APEX, rrsets), ZoneTree.of(APEX, rrsets), "big");
  }

  @Test
  void refusesWhatIsNotInTheZone() {
    ZoneCompiler compiler = CompiledZone.compiler(APEX);
    assertThatThrownBy(
            () -> compiler.add(Name.parse("az."), RecordType.A, 1, Octets.of(1, 2, 3, 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("az. is not in the zone z.");
  }

  /** Small zones change until little is left of what they were; versions before stay as they are. */
  @Test
  void changedVersionsHoldWhatTheTreeHolds() {
    Random random = new Random(SEED);
    for (int i = 0; i < 60; i++) {
      List<RRset> rrsets = RandomZone.rrsets(random);
      Map<Name, List<RRset>> expected = byOwner(rrsets);
      CompiledZone zone = CompiledZone.of(APEX, rrsets);
      CompiledZone first = zone;
      List<String> firstPrint = print(first.nodes());
      for (int step = 0; step < 60; step++) {
        Changeset changes = changes(random);
        zone = zone.with(changes);
        for (Name owner : changes.owners()) {
          expected.put(owner, changes.applyTo(owner, expected.getOrDefault(owner, List.of())));
        }
        ZoneTree tree =
            ZoneTree.of(APEX, expected.values().stream().flatMap(List::stream).toList());
        assertSame(zone, tree, "seed " + SEED + " zone " + i + " step " + step);
      }
      assertThat(print(first.nodes())).isEqualTo(firstPrint);
    }
  }

  /** Enough changes for the base to be made anew, by and by and for waste. */
  @Test
  void manyChangesBecomeANewBase() {
    CompiledZone zone = CompiledZone.of(APEX, List.of(SOA));
    Map<Name, List<RRset>> expected = byOwner(List.of(SOA));
    Random random = new Random(SEED);
    for (int step = 0; step < 3000; step++) {
      Changeset.Builder builder = Changeset.of(APEX);
      for (int j = 0; j < 8; j++) {
        Name owner = name("n" + random.nextInt(4000) + (random.nextInt(9) == 0 ? ".sub" : ""));
        if (random.nextInt(3) == 0) {
          builder.deleteRRset(owner, RecordType.TXT);
        } else {
          builder.replace(rrset(owner, RecordType.TXT, "text" + step));
        }
      }
      Changeset changes = builder.build();
      zone = zone.with(changes);
      for (Name owner : changes.owners()) {
        expected.put(owner, changes.applyTo(owner, expected.getOrDefault(owner, List.of())));
      }
    }
    assertSame(
        zone, ZoneTree.of(APEX, expected.values().stream().flatMap(List::stream).toList()), "many");
  }

  @Test
  void differenceMakesOneVersionTheOther() {
    Random random = new Random(SEED);
    for (int i = 0; i < 200; i++) {
      CompiledZone one = CompiledZone.of(APEX, RandomZone.rrsets(random));
      CompiledZone other = CompiledZone.of(APEX, RandomZone.rrsets(random));
      assertThat(print(one.with(one.changesTo(other)).nodes()))
          .as("seed " + SEED + " zone " + i)
          .isEqualTo(print(other.nodes()));
      assertThat(one.changesTo(one).isEmpty()).isTrue();
      assertThat(one.changesTo(CompiledZone.of(APEX, all(one))).isEmpty()).isTrue();
    }
  }

  @Test
  void differenceOfAChangedVersionIsTheChange() {
    CompiledZone zone =
        CompiledZone.of(APEX, List.of(SOA, rrset(name("A.b"), RecordType.TXT, "x")));
    CompiledZone next = zone.with(
        Changeset.of(APEX).add(rrset(name("c.b"), RecordType.TXT, "y")).build());
    assertThat(zone.changesTo(next).owners()).containsExactly(name("c.b"));
    assertThat(next.changesTo(zone).owners()).containsExactly(name("c.b"));
    assertThatThrownBy(() -> zone.changesTo(CompiledZone.of(name("other"), List.of())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<RRset> all(CompiledZone zone) {
    return zone.nodes().stream().flatMap(node -> node.rrsets().stream()).toList();
  }

  private static Map<Name, List<RRset>> byOwner(List<RRset> rrsets) {
    Map<Name, List<RRset>> all = new HashMap<>();
    rrsets.forEach(rr -> all.computeIfAbsent(rr.owner(), n -> new ArrayList<>()).add(rr));
    return all;
  }

  private static Changeset changes(Random random) {
    Changeset.Builder builder = Changeset.of(APEX);
    for (int i = random.nextInt(3); i >= 0; i--) {
      Name owner = RandomZone.name(random, 1);
      switch (random.nextInt(4)) {
        case 0 -> builder.deleteName(owner);
        case 1 -> builder.deleteName(owner).replace(rrset(owner, RecordType.NS, "ns.elsewhere."));
        default -> {
          builder.deleteRRset(owner, RecordType.CNAME);
          builder.replace(rrset(owner, RecordType.TXT, "text" + random.nextInt(3)));
        }
      }
    }
    return builder.build();
  }
}
