package org.polderdns.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.polderdns.wire.Name;

/** Metadata and keys of zones are asked for once. */
class ZoneFactsTest {
  private static final Name APEX = Name.parse("example.org.");
  private static final Name OTHER = Name.parse("example.net.");

  private final Store store = new Store();
  private long now = TimeUnit.DAYS.toNanos(1);

  /** A store with metadata that counts how often it is asked. */
  private static final class Store implements Backend, MetadataListing, KeyListing, ChangeMark {
    String value = "old";
    int asked;
    long mark;
    boolean failing;

    private void ask() {
      asked++;
      if (failing) {
        throw new StoreException(name(), "gone");
      }
    }

    @Override
    public String name() {
      return "store";
    }

    @Override
    public Optional<ZoneInfo> zone(Name apex) {
      return Optional.of(ZoneInfo.of(1, apex, ZoneKind.NATIVE));
    }

    @Override
    public Map<Name, StoredNode> lookup(ZoneInfo zone, Collection<Name> owners) {
      return Map.of();
    }

    @Override
    public List<String> metadata(Name apex, String kind) {
      return allMetadata(apex).getOrDefault(kind, List.of());
    }

    @Override
    public Map<String, List<String>> allMetadata(Name apex) {
      ask();
      return Map.of("X-A", List.of(value));
    }

    @Override
    public List<StoredKey> keys(Name apex) {
      ask();
      return List.of(new StoredKey(1, 257, true, true, value));
    }

    @Override
    public long changeMark() {
      return mark;
    }

    @Override
    public void close() {}
  }

  private BackendSet set(int maxEntries, long metadataSeconds, long keySeconds) {
    return set(0, maxEntries, metadataSeconds, keySeconds);
  }

  private BackendSet set(long staleSeconds, int maxEntries, long metadataSeconds, long keySeconds) {
    CacheOptions cache =
        new CacheOptions(0, 0, staleSeconds, maxEntries, metadataSeconds, keySeconds);
    return new BackendSet(List.of(store), new BackendSet.Options(300, 100, cache), () -> now);
  }

  private ServedZone zone(Name apex) {
    return new ServedZone(store, ZoneInfo.of(1, apex, ZoneKind.NATIVE));
  }

  private void later(long seconds) {
    now += TimeUnit.SECONDS.toNanos(seconds);
  }

  @Test
  void areKeptForTheirTime() {
    BackendSet zones = set(10, 60, 30);
    for (int i = 0; i < 3; i++) {
      assertThat(zones.metadata(zone(APEX))).containsEntry("X-A", List.of("old"));
      assertThat(zones.keys(zone(APEX))).hasSize(1);
    }
    assertThat(store.asked).isEqualTo(2);
    store.value = "new";
    later(30);
    assertThat(zones.keys(zone(APEX)).get(0).content()).isEqualTo("new");
    assertThat(zones.metadata(zone(APEX))).containsEntry("X-A", List.of("old"));
    later(30);
    assertThat(zones.metadata(zone(APEX))).containsEntry("X-A", List.of("new"));
    assertThat(zones.metadataCounts()).isEqualTo(new CacheCounts(3, 2, 0, 1));
    assertThat(zones.keyCounts()).isEqualTo(new CacheCounts(2, 2, 0, 1));
  }

  @Test
  void areAskedForAnewWhenTheStoreChangedOrTheyArePurged() {
    BackendSet zones = set(10, 600, 600);
    zones.metadata(zone(APEX));
    zones.metadata(zone(OTHER));
    store.value = "new";
    store.mark++;
    later(1);
    assertThat(zones.metadata(zone(APEX))).containsEntry("X-A", List.of("new"));
    store.value = "newer";
    assertThat(zones.purge(APEX)).isEqualTo(1);
    assertThat(zones.metadata(zone(APEX))).containsEntry("X-A", List.of("newer"));
    assertThat(zones.purgeBelow(Name.ROOT)).isEqualTo(2);
    assertThat(zones.metadataCounts().size()).isZero();
  }

  @Test
  void areNotKeptWithATimeOrRoomOfNone() {
    for (BackendSet zones : List.of(set(10, 0, 0), set(0, 60, 60))) {
      int before = store.asked;
      zones.metadata(zone(APEX));
      zones.metadata(zone(APEX));
      zones.keys(zone(APEX));
      zones.keys(zone(APEX));
      assertThat(store.asked).isEqualTo(before + 4);
      assertThat(zones.metadataCounts().size()).isZero();
    }
  }

  @Test
  void areNoMoreThanTheBound() {
    BackendSet zones = set(5, 600, 600);
    for (int i = 0; i < 50; i++) {
      zones.metadata(zone(Name.parse("z" + i + ".example.")));
      assertThat(zones.metadataCounts().size()).isLessThanOrEqualTo(5);
    }
    int before = store.asked;
    zones.metadata(zone(Name.parse("z49.example.")));
    assertThat(store.asked).isEqualTo(before);
  }

  @Test
  void aFailureIsToldAndNotKept() {
    BackendSet zones = set(5, 600, 600);
    store.failing = true;
    assertThatThrownBy(() -> zones.metadata(zone(APEX))).isInstanceOf(StoreException.class);
    store.failing = false;
    assertThat(zones.metadata(zone(APEX))).isNotEmpty();
  }

  @Test
  void tooOldOnesServeWhileTheStoreFailsIfTold() {
    BackendSet zones = set(100, 5, 60, 0);
    assertThat(zones.metadata(zone(APEX))).containsEntry("X-A", List.of("old"));
    assertThat(zones.keys(zone(APEX))).hasSize(1);
    store.value = "new";
    assertThat(zones.keys(zone(APEX)).get(0).content()).isEqualTo("new"); // kept for failures only
    store.failing = true;
    later(99);
    assertThat(zones.metadata(zone(APEX))).containsEntry("X-A", List.of("old"));
    assertThat(zones.keys(zone(APEX)).get(0).content()).isEqualTo("new");
    assertThatThrownBy(() -> zones.metadata(zone(OTHER))).isInstanceOf(StoreException.class);
    assertThat(zones.metadataCounts().stale()).isEqualTo(1);
    later(2);
    assertThatThrownBy(() -> zones.keys(zone(APEX))).isInstanceOf(StoreException.class);
    assertThat(zones.metadata(zone(APEX))).containsEntry("X-A", List.of("old"));
    later(60);
    assertThatThrownBy(() -> zones.metadata(zone(APEX))).isInstanceOf(StoreException.class);
    store.failing = false;
    assertThat(zones.metadata(zone(APEX))).containsEntry("X-A", List.of("new"));
  }

  @Test
  void thoseOfBeforeAChangeServeWhileTheStoreFailsUnlessTheyWerePurged() {
    BackendSet zones = set(100, 5, 60, 0);
    zones.metadata(zone(APEX));
    zones.keys(zone(APEX));
    store.mark++;
    store.failing = true;
    later(2);
    assertThat(zones.metadata(zone(APEX))).containsEntry("X-A", List.of("old"));
    assertThat(zones.keys(zone(APEX)).get(0).content()).isEqualTo("old");
    zones.purge(APEX);
    assertThatThrownBy(() -> zones.metadata(zone(APEX))).isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> zones.keys(zone(APEX))).isInstanceOf(StoreException.class);
  }

  @Test
  void lastOnesServeWhileTheStoreFailsThoughNeitherHasATime() {
    BackendSet zones = set(100, 5, 0, 0);
    zones.metadata(zone(APEX));
    zones.keys(zone(APEX));
    store.value = "new";
    assertThat(zones.metadata(zone(APEX))).containsEntry("X-A", List.of("new"));
    assertThat(zones.keys(zone(APEX)).get(0).content()).isEqualTo("new");
    assertThat(zones.metadataCounts().hits() + zones.keyCounts().hits()).isZero();
    store.failing = true;
    later(99);
    assertThat(zones.metadata(zone(APEX))).containsEntry("X-A", List.of("new"));
    assertThat(zones.keys(zone(APEX)).get(0).content()).isEqualTo("new");
    later(1);
    assertThatThrownBy(() -> zones.metadata(zone(APEX))).isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> zones.keys(zone(APEX))).isInstanceOf(StoreException.class);
  }
}
