package org.polderdns.backend.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.polderdns.backend.ChangeMark;
import org.polderdns.backend.MetadataStore;
import org.polderdns.backend.Neighbours;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.ZoneKind;
import org.polderdns.backend.ZoneListing;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.change.Changeset;

/** Zones as such, and what is kept beside their records. */
abstract class ZoneContract extends StoreFixture {
  @Test
  void emptyStoreHasNoZone() {
    assertThat(store.zone(APEX)).isEmpty();
    assertThat(store.capability(ZoneListing.class).orElseThrow().zones()).isEmpty();
  }

  @Test
  void createdZoneIsListedAndNotServedWithoutSoa() {
    try (ZoneTransaction tx = begin()) {
      tx.create(ZoneKind.MASTER);
      tx.commit();
    }
    ZoneListing listing = store.capability(ZoneListing.class).orElseThrow();
    assertThat(listing.zones()).extracting(ZoneInfo::apex).containsExactly(APEX);
    assertThat(listing.servedZones()).isEmpty();
    assertThat(store.zone(APEX).orElseThrow().kind()).isEqualTo(ZoneKind.MASTER);
    load(ZONE);
    assertThat(listing.servedZones()).extracting(ZoneInfo::apex).containsExactly(APEX);
  }

  @Test
  void zoneIsFoundInAnyCase() {
    load(ZONE);
    assertThat(store.zone(Name.parse("EXAMPLE.org"))).isPresent();
    assertThat(store.zone(Name.parse("org"))).isEmpty();
    assertThat(store.zone(Name.parse("www.example.org"))).isEmpty();
  }

  @Test
  void zoneIsNotCreatedTwice() {
    load(ZONE);
    try (ZoneTransaction tx = begin()) {
      assertThatThrownBy(() -> tx.create(ZoneKind.NATIVE))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("example.org.");
    }
  }

  @Test
  void settingsOfZoneAreKept() {
    needsToMakeZones();
    load(ZONE);
    ZoneInfo zone = store.zone(APEX).orElseThrow();
    ZoneInfo changed = zone.withKind(ZoneKind.SLAVE)
        .withPrimaries(List.of("192.0.2.1", "192.0.2.2:5300", "[2001:db8::1]:5300"))
        .withAccount("some one")
        .withNotifiedSerial(4294967295L)
        .withLastCheck(1_700_000_000L)
        .withOptions("{\"consumer\": {}}")
        .withCatalog("catalog.example");
    try (ZoneTransaction tx = begin()) {
      tx.update(changed);
      tx.commit();
    }
    assertThat(store.zone(APEX)).contains(changed);
  }

  @Test
  void deletedZoneIsGoneWithAllOfIt() {
    needsToMakeZones();
    load(ZONE);
    MetadataStore metadata = needs(MetadataStore.class);
    metadata.setMetadata(APEX, "X-TEST", List.of("1"));
    ZoneInfo old = store.zone(APEX).orElseThrow();
    try (ZoneTransaction tx = begin()) {
      tx.delete();
      tx.commit();
    }
    assertThat(store.zone(APEX)).isEmpty();
    assertThat(store.lookup(old, List.of(APEX))).isEmpty();
    assertThat(metadata.allMetadata(APEX)).isEmpty();
    load("@ 60 SOA ns1 h 1 2 3 4 5");
    assertThat(contents(APEX)).hasSize(1);
    assertThat(metadata.allMetadata(APEX)).isEmpty();
  }

  @Test
  void zonesDoNotMix() {
    load(ZONE);
    Name below = Name.parse("sub.example.org.");
    ZoneText.load(store, below, "@ 60 SOA ns1 h 1 2 3 4 5\n@ 60 NS ns1\nns1 60 A 192.0.2.9\n");
    assertThat(at("ns1.sub.example.org.")).isEmpty();
    assertThat(at("sub.example.org.")).hasSize(2);
    assertThat(contents(below)).hasSize(3);
  }

  @Test
  void metadataIsKeptInOrderAndKindsAreOfAnyCase() {
    load(ZONE);
    MetadataStore metadata = needs(MetadataStore.class);
    metadata.setMetadata(APEX, "X-B", List.of("two", "one", "two", ""));
    metadata.setMetadata(APEX, "ALLOW-AXFR-FROM", List.of("192.0.2.0/24"));
    assertThat(metadata.metadata(APEX, "x-b")).containsExactly("two", "one", "two", "");
    assertThat(metadata.allMetadata(APEX).keySet()).containsExactly("ALLOW-AXFR-FROM", "X-B");
    metadata.setMetadata(APEX, "x-b", List.of());
    assertThat(metadata.allMetadata(APEX)).containsOnlyKeys("ALLOW-AXFR-FROM");
    assertThat(metadata.metadata(Name.parse("absent.example."), "X-B")).isEmpty();
    assertThatThrownBy(() -> metadata.setMetadata(Name.parse("absent."), "X-B", List.of("1")))
        .isInstanceOf(StoreException.class);
  }

  @Test
  void changeMarkMovesWithEachCommitAndOnlyThen() {
    ChangeMark mark = needs(ChangeMark.class);
    load(ZONE);
    long before = mark.changeMark();
    assertThat(mark.changeMark()).isEqualTo(before);
    contents(APEX);
    begin().close();
    assertThat(mark.changeMark()).isEqualTo(before);
    change(Changeset.of(APEX).deleteName(Name.parse("www.example.org.")).build());
    assertThat(mark.changeMark()).isNotEqualTo(before);
  }

  @Test
  void neighboursAreInCanonicalOrder() {
    ZoneInfo zone = load("""
        $TTL 60
        @ SOA ns1 h 1 2 3 4 5
        @ NSEC a SOA
        a NSEC y.a A
        a A 192.0.2.1
        y.a NSEC z TXT
        y.a TXT "x"
        sub NS ns.sub
        ns.sub A 192.0.2.1
        z NSEC @ A
        """);
    Neighbours neighbours = needs(Neighbours.class);
    Map<String, String> before = Map.of(
        "@", "@", "0", "@", "a", "a", "a.a", "a", "Z.A", "y.a", "b.y.a", "y.a", "\\000.a", "a", "q",
        "y.a", "zz", "z", "\\200", "z");
    before.forEach((name, expected) -> {
      Name asked = name.equals("@") ? APEX : Name.parse(name, APEX);
      Name found = expected.equals("@") ? APEX : Name.parse(expected, APEX);
      assertThat(neighbours.atOrBefore(zone, asked, RecordType.NSEC)).as(name).contains(found);
    });
    assertThat(neighbours.atOrBefore(zone, APEX, RecordType.NSEC3)).isEqualTo(Optional.empty());
  }
}
