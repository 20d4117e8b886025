package org.polderdns.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.polderdns.backend.contract.ZoneText;
import org.polderdns.backend.memory.MemoryBackend;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneNode;

/** Stores that have zones of the same name, and zones of the same number. */
class CompositionTest {
  private static final Name APEX = Name.parse("example.org.");
  private static final Name WWW = Name.parse("www.example.org.");
  private static final String SOA = "@ 60 SOA ns1 h 1 2 3 4 5\n";

  private final MemoryBackend first = new MemoryBackend("first");
  private final MemoryBackend second = new MemoryBackend("second");

  @BeforeEach
  void load() {
    ZoneText.load(first, APEX, SOA + "www 60 A 192.0.2.1\nonly1 60 A 192.0.2.11\n");
    ZoneText.load(second, APEX, SOA + "www 60 TXT two\nonly2 60 A 192.0.2.12\na.ent 60 TXT b\n");
  }

  private static BackendSet set(boolean consistent, Backend... stores) {
    CacheOptions cache = new CacheOptions(60, 60, 0, 100);
    return new BackendSet(List.of(stores), new BackendSet.Options(300, 100, cache, consistent));
  }

  private static Optional<ZoneNode> node(BackendSet zones, String name) {
    Name owner = Name.parse(name);
    return zones.zone(owner).orElseThrow().node(owner);
  }

  @Test
  void recordsOfAZoneInTwoStoresAreNotMixed() {
    BackendSet zones = set(true, first, second);
    assertThat(node(zones, "www.example.org.").orElseThrow().has(RecordType.A)).isTrue();
    assertThat(node(zones, "www.example.org.").orElseThrow().has(RecordType.TXT))
        .isFalse();
    assertThat(node(zones, "only1.example.org.")).isPresent();
    assertThat(node(zones, "only2.example.org.")).isEmpty();
    assertThat(node(zones, "ent.example.org.")).isEmpty();
  }

  @Test
  void namesThatAStoreLacksComeFromThoseAfterItIfTheyAreNotConsistent() {
    BackendSet zones = set(false, first, second);
    for (int i = 0; i < 2; i++) { // the second time out of the cache
      assertThat(node(zones, "www.example.org.").orElseThrow().has(RecordType.A))
          .isTrue();
      assertThat(node(zones, "www.example.org.").orElseThrow().has(RecordType.TXT))
          .isFalse();
      assertThat(node(zones, "only1.example.org.")).isPresent();
      assertThat(node(zones, "only2.example.org.")).isPresent();
      assertThat(node(zones, "ent.example.org.")).isPresent();
      assertThat(node(zones, "only3.example.org.")).isEmpty();
    }
    BackendSet others = set(false, second, first);
    assertThat(node(others, "www.example.org.").orElseThrow().has(RecordType.A)).isFalse();
    assertThat(node(others, "only1.example.org.")).isPresent();
  }

  @Test
  void storeAfterThatWithoutTheZoneIsNotMixedIn() {
    MemoryBackend other = new MemoryBackend("other");
    ZoneText.load(other, Name.parse("org."), SOA + "only3.example 60 A 192.0.2.13\n");
    BackendSet zones = set(false, first, other);
    assertThat(node(zones, "only3.example.org.")).isEmpty();
    assertThat(node(zones, "www.example.org.")).isPresent();
  }

  @Test
  void zonesOfOneNumberInTwoStoresAreKeptApartInTheCache() {
    MemoryBackend other = new MemoryBackend("other");
    ZoneText.load(other, Name.parse("www.example.org."), SOA + "x 60 A 192.0.2.9\n");
    BackendSet zones = set(true, first, other);
    assertThat(other.zone(WWW).orElseThrow().id())
        .isEqualTo(first.zone(APEX).orElseThrow().id());
    for (int i = 0; i < 2; i++) {
      assertThat(zones.zone(WWW).orElseThrow().apexNode().has(RecordType.SOA)).isTrue();
      assertThat(zones.zoneAbove(WWW).orElseThrow().node(WWW).orElseThrow().has(RecordType.SOA))
          .isFalse();
    }
    assertThat(zones.cacheCounts().hits()).isEqualTo(2);
  }
}
