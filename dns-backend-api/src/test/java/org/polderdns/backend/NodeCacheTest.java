package org.polderdns.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.polderdns.backend.contract.WrappedListing;
import org.polderdns.backend.contract.ZoneText;
import org.polderdns.backend.memory.MemoryBackend;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.ZoneView;

/** Look-ups that are kept, seen through a set of stores. */
class NodeCacheTest {
  private static final Name APEX = Name.parse("example.org.");
  private static final Name WWW = Name.parse("www.example.org.");
  private static final Name MISSING = Name.parse("missing.example.org.");

  private final MemoryBackend memory = new MemoryBackend("store");
  private final Counting store = new Counting(memory);
  private long now = TimeUnit.DAYS.toNanos(1);

  /** Counts what it is asked; tells of no changes unless it is to. */
  private static final class Counting extends WrappedListing {
    int asked;
    boolean failing;
    boolean marked;

    @Nullable
    Runnable meanwhile;

    Counting(MemoryBackend inner) {
      super(inner);
    }

    @Override
    public Map<Name, StoredNode> lookup(ZoneInfo zone, Collection<Name> owners) {
      if (failing) {
        throw new StoreException(name(), "gone");
      }
      asked += owners.size();
      Map<Name, StoredNode> found = super.lookup(zone, owners);
      if (meanwhile != null) {
        meanwhile.run();
      }
      return found;
    }

    @Override
    public <T> Optional<T> capability(Class<T> type) {
      if (type == ChangeMark.class && marked) {
        ChangeMark mark = () -> {
          if (failing) {
            throw new StoreException(name(), "gone");
          }
          return memory.changeMark();
        };
        return Optional.of(type.cast(mark));
      }
      return super.capability(type);
    }
  }

  private void load(String text) {
    ZoneText.load(memory, APEX, "@ 60 SOA ns1 h 1 2 3 4 5\n" + text);
  }

  private BackendSet set(CacheOptions cache) {
    return new BackendSet(List.of(store), new BackendSet.Options(300, 1000, cache), () -> now);
  }

  private void later(long seconds) {
    now += TimeUnit.SECONDS.toNanos(seconds);
  }

  private static boolean has(BackendSet zones, Name name) {
    ZoneView zone = zones.zone(name).orElseThrow();
    return zone.node(name).map(node -> node.has(RecordType.A)).orElse(false);
  }

  /** What a set asks of the store for a question of one name. */
  private int asks(BackendSet zones, Name name) {
    int before = store.asked;
    has(zones, name);
    return store.asked - before;
  }

  @Test
  void keepsWhatIsThereAndWhatIsNotForTimesOfTheirOwn() {
    load("www 60 A 192.0.2.1\n");
    BackendSet zones = set(new CacheOptions(20, 60, 0, 100));
    assertThat(has(zones, WWW)).isTrue();
    assertThat(has(zones, MISSING)).isFalse();
    load("missing 60 A 192.0.2.1\n");
    later(19);
    assertThat(has(zones, Name.parse("WWW.Example.ORG."))).isTrue();
    later(1);
    assertThat(has(zones, WWW)).isFalse();
    later(39);
    assertThat(has(zones, MISSING)).isFalse();
    later(1);
    assertThat(has(zones, MISSING)).isTrue();
    assertThat(zones.cacheCounts()).isEqualTo(new CacheCounts(2, 4, 0, 2));
  }

  @Test
  void keepsNothingForNoTime() {
    load("www 60 A 192.0.2.1\n");
    BackendSet onlyNegative = set(new CacheOptions(0, 60, 0, 100));
    assertThat(asks(onlyNegative, WWW)).isEqualTo(1);
    assertThat(asks(onlyNegative, WWW)).isEqualTo(1);
    assertThat(asks(onlyNegative, MISSING)).isEqualTo(1);
    assertThat(asks(onlyNegative, MISSING)).isZero();
    BackendSet off = set(CacheOptions.NONE);
    assertThat(asks(off, MISSING)).isEqualTo(1);
    assertThat(asks(off, MISSING)).isEqualTo(1);
    assertThat(off.cacheCounts()).isEqualTo(new CacheCounts(0, 0, 0, 0));
  }

  @Test
  void asksOnlyForTheNamesItLacks() {
    load("www 60 A 192.0.2.1\n*.wild 60 A 192.0.2.2\n");
    BackendSet zones = set(new CacheOptions(20, 60, 0, 100));
    ZoneView zone = zones.zone(WWW).orElseThrow();
    zone.prefetch(WWW);
    int first = store.asked;
    zones.zone(WWW).orElseThrow().prefetch(WWW);
    assertThat(store.asked).isEqualTo(first);
    zones.zone(MISSING).orElseThrow().prefetch(MISSING);
    assertThat(store.asked).as("the name, not the apex and its wildcard").isEqualTo(first + 1);
  }

  @Test
  void storeThatTellsOfAChangeIsAskedAgain() {
    store.marked = true;
    load("www 60 A 192.0.2.1\n");
    BackendSet zones = set(new CacheOptions(3600, 3600, 0, 100));
    assertThat(has(zones, WWW)).isTrue();
    load("");
    later(1);
    assertThat(has(zones, WWW)).isFalse();
  }

  @Test
  void storeThatFailsDoesNotMatterWhileEntriesLast() {
    store.marked = true;
    load("www 60 A 192.0.2.1\n");
    BackendSet zones = set(new CacheOptions(20, 60, 0, 100));
    assertThat(has(zones, WWW)).isTrue();
    store.failing = true;
    later(10);
    assertThat(has(zones, WWW)).isTrue();
    assertThatThrownBy(() -> has(zones, MISSING)).isInstanceOf(StoreException.class);
    later(10);
    assertThatThrownBy(() -> has(zones, WWW)).isInstanceOf(StoreException.class);
  }

  @Test
  void whatIsTooOldIsUsedWhileTheStoreFailsIfThatIsAllowed() {
    load("www 60 A 192.0.2.1\n");
    BackendSet zones = set(new CacheOptions(20, 60, 100, 100));
    assertThat(has(zones, WWW)).isTrue();
    assertThat(has(zones, MISSING)).isFalse();
    store.failing = true;
    later(119);
    assertThat(has(zones, WWW)).isTrue();
    assertThat(has(zones, MISSING)).isFalse();
    assertThat(zones.cacheCounts().stale()).isEqualTo(2);
    later(1);
    assertThatThrownBy(() -> has(zones, WWW)).isInstanceOf(StoreException.class);
    store.failing = false;
    load("missing 60 A 192.0.2.1\n");
    assertThat(has(zones, WWW)).isFalse();
  }

  @Test
  void floodOfNamesThrowsOutNothingThatIsUsed() {
    load("www 60 A 192.0.2.1\n");
    BackendSet zones = set(new CacheOptions(3600, 3600, 0, 50));
    has(zones, WWW);
    for (int i = 0; i < 1000; i++) {
      has(zones, Name.parse("n" + i + ".example.org."));
      assertThat(asks(zones, WWW)).as("after %d", i).isZero();
      assertThat(zones.cacheCounts().size()).isLessThanOrEqualTo(50);
    }
  }

  @Test
  void purgesNames() {
    load("www 60 A 192.0.2.1\na.www 60 A 192.0.2.1\n");
    BackendSet zones = set(new CacheOptions(3600, 3600, 0, 50));
    Name below = Name.parse("a.www.example.org.");
    has(zones, WWW);
    has(zones, below);
    has(zones, MISSING);
    assertThat(zones.purge(WWW)).isEqualTo(1);
    assertThat(asks(zones, below)).isZero();
    assertThat(asks(zones, WWW)).isEqualTo(1);
    assertThat(zones.purgeBelow(WWW)).isEqualTo(2);
    assertThat(asks(zones, MISSING)).isZero();
    assertThat(zones.purge()).isEqualTo(1);
    assertThat(zones.cacheCounts().size()).isZero();
  }

  @Test
  void whatWasAskedBeforeAPurgeIsNotKeptAfterIt() {
    load("www 60 A 192.0.2.1\n");
    BackendSet zones = set(new CacheOptions(3600, 3600, 0, 50));
    store.meanwhile = zones::purge;
    assertThat(has(zones, WWW)).isTrue();
    store.meanwhile = null;
    assertThat(asks(zones, WWW)).isEqualTo(1);
  }

  @Test
  void storeIsAskedForZonesIfTheListIsNotRefreshed() {
    zonesAreAskedFor();
  }

  @Test
  void storeThatTellsOfChangesIsAskedForZonesIfTheListIsNotRefreshed() {
    store.marked = true;
    zonesAreAskedFor();
  }

  private void zonesAreAskedFor() {
    BackendSet zones = new BackendSet(
        List.of(store), new BackendSet.Options(0, 1000, CacheOptions.NONE), () -> now);
    assertThat(zones.zone(WWW)).isEmpty();
    load("www 60 A 192.0.2.1\n");
    assertThat(zones.zone(WWW).map(ZoneView::apex)).contains(APEX);
    assertThat(zones.zone(WWW).flatMap(zone -> zone.node(WWW)).map(ZoneNode::name))
        .contains(WWW);
  }
}
