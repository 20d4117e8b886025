package org.polderdns.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.polderdns.backend.contract.ZoneText;
import org.polderdns.backend.memory.MemoryBackend;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.zone.HashSpan;
import org.polderdns.zone.NameSpan;
import org.polderdns.zone.Nsec3Hash;

/** Spans of denial chains that are kept, of a chain of four names and its hashes. */
class SpanCacheTest {
  private static final Name APEX = Name.parse("example.org.");

  private final MemoryBackend store = new MemoryBackend("store");
  private final TreeSet<Name> names = new TreeSet<>();
  private final TreeMap<Octets, Name> hashes = new TreeMap<>();
  private long now = TimeUnit.DAYS.toNanos(1);
  private int asked;
  private boolean failing;
  private ZoneInfo zone;

  @BeforeEach
  void chain() {
    load();
    for (String label : new String[] {"", "b.", "f.", "m."}) {
      Name name = Name.parse(label + APEX);
      names.add(name);
      hashes.put(hash(name), name);
    }
  }

  private void load() {
    ZoneText.load(store, APEX, "@ 60 SOA ns1 h 1 2 3 4 5\n");
    zone = store.zone(APEX).orElseThrow();
  }

  private static Octets hash(Name name) {
    return new Nsec3Hash().of(name, 0, Octets.EMPTY);
  }

  private SpanCache cache(int seconds, int negativeSeconds, int staleSeconds, int entries) {
    CacheOptions options = new CacheOptions(seconds, negativeSeconds, staleSeconds, entries);
    return new SpanCache(new ChangeWatch(store, () -> now), options, () -> now);
  }

  private void later(int seconds) {
    now += TimeUnit.SECONDS.toNanos(seconds);
  }

  private void ask() {
    asked++;
    if (failing) {
      throw new StoreException("store", "gone");
    }
  }

  private Optional<NameSpan> nameSpan(Name name) {
    ask();
    Name next = names.higher(name);
    return Optional.of(new NameSpan(names.floor(name), next == null ? APEX : next));
  }

  private Optional<HashSpan> hashSpan(Octets hash) {
    ask();
    Octets own = hashes.floorKey(hash) == null ? hashes.lastKey() : hashes.floorKey(hash);
    Octets next = hashes.higherKey(hash) == null ? hashes.firstKey() : hashes.higherKey(hash);
    return Optional.of(new HashSpan(own, hashes.get(own), next));
  }

  /** What the cache says of a name of this label, which is what the store says of it. */
  private NameSpan of(SpanCache cache, String label) {
    Name name = Name.parse(label + "." + APEX);
    NameSpan found = cache.of(zone, name, () -> nameSpan(name)).orElseThrow();
    int before = asked;
    if (!failing) {
      assertThat(found).isEqualTo(nameSpan(name).orElseThrow());
    }
    asked = before;
    return found;
  }

  @Test
  void storeIsAskedOnceForEachSpanOfNames() {
    SpanCache cache = cache(20, 60, 0, 1000);
    for (char c = 'a'; c <= 'z'; c++) {
      of(cache, String.valueOf(c));
      of(cache, "x." + c);
    }
    assertThat(asked).isEqualTo(4);
  }

  @Test
  void storeIsAskedOnceForEachSpanOfHashes() {
    SpanCache cache = cache(20, 60, 0, 1000);
    for (int i = 0; i < 500; i++) {
      Octets hash =
          i < 4 ? hash(names.toArray(new Name[0])[i]) : hash(Name.parse("n" + i + "." + APEX));
      HashSpan found = cache.of(zone, hash, () -> hashSpan(hash)).orElseThrow();
      int before = asked;
      assertThat(found).isEqualTo(hashSpan(hash).orElseThrow());
      asked = before;
    }
    assertThat(asked).isEqualTo(4);
  }

  @Test
  void sameSpanIsGivenForAsLongAsItIsKept() {
    SpanCache cache = cache(20, 60, 0, 1000);
    Octets hash = hash(APEX);
    HashSpan first = cache.of(zone, hash, () -> hashSpan(hash)).orElseThrow();
    first.attach("made of it");
    later(59);
    assertThat(cache.of(zone, hash, () -> hashSpan(hash)).orElseThrow().attachment())
        .contains("made of it");
    later(2);
    assertThat(cache.of(zone, hash, () -> hashSpan(hash)).orElseThrow().attachment())
        .isEmpty();
  }

  @Test
  void timeOfNamesThatAreNotThereCounts() {
    for (SpanCache cache : new SpanCache[] {cache(60, 10, 0, 1000), cache(5, 10, 0, 1000)}) {
      asked = 0;
      of(cache, "c");
      later(9);
      of(cache, "d");
      assertThat(asked).isEqualTo(1);
      later(2);
      of(cache, "d");
      assertThat(asked).isEqualTo(2);
    }
  }

  @Test
  void nothingIsKeptIfEitherTimeIsNone() {
    for (SpanCache cache :
        new SpanCache[] {cache(0, 60, 0, 1000), cache(20, 0, 0, 1000), cache(20, 60, 0, 0)}) {
      asked = 0;
      of(cache, "c");
      of(cache, "d");
      assertThat(asked).isEqualTo(2);
    }
  }

  @Test
  void changedStoreIsAskedAgain() {
    SpanCache cache = cache(20, 60, 0, 1000);
    of(cache, "c");
    load();
    names.add(Name.parse("c." + APEX));
    later(2); // the mark is looked at each second
    assertThat(of(cache, "d").owner()).isEqualTo(Name.parse("c." + APEX));
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void tooOldSpanServesWhileTheStoreFailsIfTold() {
    SpanCache cache = cache(60, 20, 100, 1000);
    of(cache, "c");
    failing = true;
    later(119);
    assertThat(of(cache, "d").owner()).isEqualTo(Name.parse("b." + APEX));
    assertThatThrownBy(() -> of(cache, "x")).isInstanceOf(StoreException.class);
    later(2);
    assertThatThrownBy(() -> of(cache, "d")).isInstanceOf(StoreException.class);
  }

  @Test
  void failureIsOneWithoutStaleAnswers() {
    SpanCache cache = cache(60, 20, 0, 1000);
    of(cache, "c");
    failing = true;
    later(21);
    assertThatThrownBy(() -> of(cache, "c")).isInstanceOf(StoreException.class);
  }

  @Test
  void ofTooManyAllGo() {
    SpanCache cache = cache(20, 60, 0, 3);
    for (String label : new String[] {"a", "c", "g", "n"}) {
      of(cache, label);
    }
    of(cache, "c");
    assertThat(asked).isEqualTo(5);
  }

  @Test
  void purgedSpansAreAskedForAgain() {
    SpanCache cache = cache(20, 60, 0, 1000);
    of(cache, "c");
    cache.purge();
    of(cache, "c");
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void spanAskedForBeforeAPurgeIsNotKept() {
    SpanCache cache = cache(20, 60, 0, 1000);
    Name name = Name.parse("c." + APEX);
    cache.of(zone, name, () -> {
      cache.purge();
      return nameSpan(name);
    });
    of(cache, "c");
    assertThat(asked).isEqualTo(2);
  }
}
