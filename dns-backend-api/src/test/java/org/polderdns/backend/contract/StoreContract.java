package org.polderdns.backend.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.polderdns.backend.BackendSet;
import org.polderdns.backend.MetadataListing;
import org.polderdns.backend.ResidentZones;
import org.polderdns.backend.SnapshotMode;
import org.polderdns.backend.SnapshotOptions;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.ZoneKind;
import org.polderdns.backend.ZoneListing;
import org.polderdns.backend.ZoneLoad;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.change.ChangeRefusedException;
import org.polderdns.zone.change.Changeset;
import org.polderdns.zone.change.Serial;
import org.polderdns.zone.scenario.Scenario;
import org.polderdns.zone.scenario.ScenarioRunner;

/**
 * The tests that every store which can be written passes.
 *
 * <pre>{@code
 * class MyStoreTest extends StoreContract {
 *   @Override
 *   protected Backend open() {
 *     return new MyStore(...);
 *   }
 * }
 * }</pre>
 */
public abstract class StoreContract extends OrderContract {
  @Test
  void changesetIsApplied() {
    load(ZONE);
    change(Changeset.of(APEX)
        .add(ZoneText.rrset("www.example.org.", 90, "A", "192.0.2.3", "192.0.2.5"))
        .replace(ZoneText.rrset("ns1.example.org.", 10, "A", "192.0.2.6"))
        .deleteRRset(Name.parse("alias.example.org."), RecordType.CNAME)
        .deleteRecord(
            Name.parse("example.org."),
            ZoneText.rrset(".", 0, "NS", "NS.elsewhere.example.").rdata(0))
        .deleteRecord(
            Name.parse("deep.er.than.that.example.org."),
            ZoneText.rrset(".", 0, "MX", "0 .").rdata(0))
        .build());
    assertThat(at("www.example.org."))
        .containsExactly(
            "www.example.org. 90 A 192.0.2.2",
            "www.example.org. 90 A 192.0.2.3",
            "www.example.org. 90 A 192.0.2.5");
    assertThat(at("ns1.example.org."))
        .containsExactly(
            "ns1.example.org. 10 A 192.0.2.6", "ns1.example.org. 300 AAAA 2001:db8::1");
    assertThat(at("alias.example.org.")).isEmpty();
    assertThat(at("deep.er.than.that.example.org.")).hasSize(1);
    assertThat(contents(APEX)).hasSize(13);
  }

  @Test
  void transactionSeesItsOwnChanges() {
    load(ZONE);
    try (ZoneTransaction tx = begin()) {
      RRset soa = tx.lookup(APEX).orElseThrow().rrsets().stream()
          .filter(set -> set.type() == RecordType.SOA)
          .findFirst()
          .orElseThrow();
      tx.apply(Changeset.of(APEX).replace(Serial.with(soa, 8)).build());
      assertThat(tx.lookup(APEX).orElseThrow().rrsets()).contains(Serial.with(soa, 8));
      assertThat(at("example.org.")).anyMatch(line -> line.contains(" 7 10800"));
      tx.commit();
    }
    assertThat(at("example.org.")).anyMatch(line -> line.contains(" 8 10800"));
  }

  @Test
  void closedTransactionChangesNothing() {
    load(ZONE);
    SortedSet<String> before = contents(APEX);
    try (ZoneTransaction tx = begin()) {
      tx.apply(Changeset.of(APEX).deleteName(Name.parse("www.example.org.")).build());
      if (ZoneText.writing(store).makesZones()) {
        tx.setMetadata("X-TEST", List.of("1"));
        tx.update(tx.zone().orElseThrow().withAccount("other"));
      }
    }
    assertThat(contents(APEX)).isEqualTo(before);
    assertThat(store.zone(APEX).orElseThrow().account()).isEmpty();
    assertThat(needs(MetadataListing.class).allMetadata(APEX)).isEmpty();
  }

  @Test
  void refusedChangeLeavesTheZone() {
    load(ZONE);
    SortedSet<String> before = contents(APEX);
    List<Changeset> bad = List.of(
        Changeset.of(APEX)
            .add(ZoneText.rrset("www.example.org.", 60, "CNAME", "x."))
            .build(),
        Changeset.of(APEX)
            .add(ZoneText.rrset("alias.example.org.", 60, "A", "192.0.2.1"))
            .build(),
        Changeset.of(APEX)
            .add(ZoneText.rrset("alias.example.org.", 300, "CNAME", "y."))
            .build(),
        Changeset.of(APEX)
            .add(ZoneText.rrset("example.net.", 60, "A", "192.0.2.1"))
            .build(),
        Changeset.of(APEX)
            .add(ZoneText.rrset("www.example.org.", 60, "SOA", "a. b. 1 2 3 4 5"))
            .build(),
        Changeset.of(APEX)
            .add(ZoneText.rrset("example.org.", 60, "SOA", "a. b. 1 2 3 4 5"))
            .build());
    for (Changeset changes : bad) {
      try (ZoneTransaction tx = begin()) {
        tx.apply(Changeset.of(APEX)
            .add(ZoneText.rrset("fine.example.org.", 60, "A", "192.0.2.1"))
            .build());
        assertThatThrownBy(() -> tx.apply(changes))
            .as("%s", changes)
            .isInstanceOf(ChangeRefusedException.class);
      }
    }
    assertThat(contents(APEX)).isEqualTo(before);
  }

  @Test
  void changeOfZoneThatIsNotThereFails() {
    try (ZoneTransaction tx = begin()) {
      assertThatThrownBy(() -> tx.apply(Changeset.of(APEX)
              .add(ZoneText.rrset("www.example.org.", 60, "A", "192.0.2.1"))
              .build()))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("example.org.");
    }
  }

  @Test
  void endedTransactionIsOfNoUse() {
    ZoneTransaction tx = begin();
    tx.create(ZoneKind.NATIVE);
    tx.commit();
    assertThatThrownBy(tx::commit).isInstanceOf(IllegalStateException.class);
    tx.close();
    assertThat(store.zone(APEX)).isPresent();
  }

  // Answers

  static List<Scenario> scenarios() {
    return Scenario.all(Scenario.class, "scenarios");
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void answersAsTheScenarioSays(Scenario scenario) {
    try {
      scenario.zones().forEach(this::load);
    } catch (ChangeRefusedException e) {
      // A zone that only another program can leave behind; what is refused names its fault.
      assertThat(e.problems()).isNotEmpty();
      return;
    }
    BackendSet zones = new BackendSet(List.of(store), BackendSet.Options.DEFAULT);
    new ScenarioRunner(zones, scenario.options(), answer -> {}).run(scenario);
    if (store.capability(ResidentZones.class).isEmpty()) {
      answersFromMemory(scenario);
    }
  }

  /** The same from zones that are held in memory. */
  private void answersFromMemory(Scenario scenario) {
    BackendSet zones = new BackendSet(
        List.of(store),
        BackendSet.Options.DEFAULT.with(new SnapshotOptions(SnapshotMode.YES, 1 << 20, 20)));
    int count = needs(ZoneListing.class).servedZones().size();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (zones.snapshotCounts().zones() < count) {
      assertThat(System.nanoTime()).as("%s", zones.snapshotCounts()).isLessThan(end);
      Thread.onSpinWait();
    }
    new ScenarioRunner(zones, scenario.options(), answer -> {}).run(scenario);
    zones.stop();
  }

  private void load(Name apex, List<RRset> rrsets) {
    try (ZoneTransaction tx = ZoneText.writing(store).begin(apex)) {
      tx.create(ZoneKind.NATIVE);
      ZoneLoad load = tx.replaceAll();
      for (RRset set : rrsets) {
        set.rdatas().forEach(rdata -> load.add(set.owner(), set.type(), set.ttl(), rdata));
      }
      load.finish();
      tx.commit();
    }
  }
}
