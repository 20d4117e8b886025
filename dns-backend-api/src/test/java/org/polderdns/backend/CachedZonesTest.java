package org.polderdns.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.polderdns.backend.contract.WrappedListing;
import org.polderdns.backend.contract.ZoneText;
import org.polderdns.backend.memory.MemoryBackend;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.compiled.HeldPlace;
import org.polderdns.zone.compiled.KnownZones;
import org.polderdns.zone.compiled.KnownZones.Finder;
import org.polderdns.zone.compiled.LaidOutNodes;
import org.polderdns.zone.compiled.NameKey;

/** What a thread that must not wait finds of what was looked up before. */
class CachedZonesTest {
  private static final Name APEX = Name.parse("example.org.");
  private static final Name WWW = Name.parse("www.example.org.");
  private static final Name MISSING = Name.parse("missing.example.org.");

  private final MemoryBackend memory = new MemoryBackend("store");
  private final Store store = new Store(memory);
  private long now = TimeUnit.DAYS.toNanos(1);

  /** Has records that cannot be read, names it does not tell of, and fails, if it is to. */
  private static final class Store extends WrappedListing {
    final MemoryBackend roles;
    List<RecordType> broken = List.of();
    Set<Name> ents = Set.of();

    Store(MemoryBackend inner) {
      super(inner);
      roles = inner;
    }

    @Override
    public Map<Name, StoredNode> lookup(ZoneInfo zone, Collection<Name> owners) {
      Map<Name, StoredNode> found = new HashMap<>(super.lookup(zone, owners));
      found.replaceAll((name, node) -> new StoredNode(node.owner(), node.rrsets(), broken));
      return found;
    }

    @Override
    public <T> Optional<T> capability(Class<T> type) {
      if (type == EmptyNonTerminals.class) {
        EmptyNonTerminals names = (zone, limit) -> ents;
        return Optional.of(type.cast(names));
      }
      if (type == ChangeMark.class || type == MetadataListing.class || type == KeyListing.class) {
        return roles.capability(type);
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

  private BackendSet set() {
    return set(new CacheOptions(20, 60, 0, 100, 60, 60));
  }

  private static HeldPlace place(BackendSet set) {
    return (HeldPlace) set.tables().orElseThrow().get(0).at(APEX).orElseThrow();
  }

  private static byte[] find(BackendSet set, Name name) {
    return find(set.newKnownZones(PlainZones.ALL), set, name, false);
  }

  private static byte[] find(KnownZones known, BackendSet set, Name name, boolean below) {
    NameKey key = new NameKey();
    key.set(name);
    NameKey wildcard = new NameKey();
    wildcard.set(below ? name.wildcardChild() : name);
    Finder finder = known.open(place(set)).orElseThrow();
    return finder.find(
        wildcard.hash(wildcard.labels()), key.octets(), 0, name.length() - APEX.length(), below);
  }

  private static void lookUp(BackendSet set, Name name) {
    set.zone(name).orElseThrow().node(name);
  }

  @Test
  void knowsWhatWasLookedUpUntilItsTimeIsOver() {
    load("WWW 60 A 192.0.2.1\n*.wild 60 TXT a b\n");
    BackendSet set = set();
    Name wild = Name.parse("wild.example.org.");
    assertThat(find(set, WWW)).isSameAs(Finder.UNKNOWN);
    lookUp(set, WWW);
    lookUp(set, MISSING);
    lookUp(set, wild.wildcardChild());
    ZoneNode www = LaidOutNodes.read(APEX.toOctets().toArray(), find(set, WWW));
    assertThat(www.name().toString()).isEqualTo("WWW.example.org.");
    assertThat(www.rrset(RecordType.A).orElseThrow().rdata(0).toString()).contains("192.0.2.1");
    assertThat(find(set, MISSING)).isSameAs(Finder.ABSENT);
    KnownZones known = set.newKnownZones(PlainZones.ALL);
    assertThat(find(known, set, wild, true).length).isPositive();
    assertThat(find(known, set, wild, false)).isSameAs(Finder.UNKNOWN);
    now += TimeUnit.SECONDS.toNanos(20);
    assertThat(find(set, WWW)).isSameAs(Finder.UNKNOWN);
    assertThat(find(set, MISSING)).isSameAs(Finder.ABSENT);
    now += TimeUnit.SECONDS.toNanos(40);
    assertThat(find(set, MISSING)).isSameAs(Finder.UNKNOWN);
  }

  @Test
  void knowsNothingThatWasPurgedOrChanged() {
    load("www 60 A 192.0.2.1\n");
    BackendSet set = set();
    lookUp(set, WWW);
    set.purge(WWW);
    assertThat(find(set, WWW)).isSameAs(Finder.UNKNOWN);
    lookUp(set, WWW);
    load("www 60 A 192.0.2.2\n");
    assertThat(find(set, WWW).length).as("nobody has looked yet").isPositive();
    now += TimeUnit.SECONDS.toNanos(1);
    set.poll();
    assertThat(find(set, WWW)).isSameAs(Finder.UNKNOWN);
  }

  @Test
  void leavesWhatCannotBeReadAndNamesThatTheStoreDoesNotTellOf() {
    load("www 60 A 192.0.2.1\n");
    BackendSet set = set();
    store.broken = List.of(RecordType.AAAA);
    store.ents = Set.of(MISSING);
    lookUp(set, WWW);
    lookUp(set, MISSING);
    Name other = Name.parse("other.example.org.");
    lookUp(set, other);
    assertThat(find(set, WWW)).isSameAs(Finder.UNKNOWN);
    assertThat(find(set, MISSING)).isSameAs(Finder.UNKNOWN);
    assertThat(find(set, other)).isSameAs(Finder.ABSENT);
  }

  @Test
  void givesBackWhatCannotBeReadToWhoMayWait() {
    load("www 60 A 192.0.2.1\n");
    BackendSet set = set();
    store.broken = List.of(RecordType.AAAA, RecordType.MX);
    lookUp(set, WWW);
    store.broken = List.of();
    ZoneNode again = set.zone(WWW).orElseThrow().node(WWW).orElseThrow();
    assertThat(again.has(RecordType.A)).isTrue();
    assertThat(((StoreNode) again).stored().broken())
        .containsExactly(RecordType.AAAA, RecordType.MX);
  }

  @Test
  void opensOnlyZonesWhoseMetadataAndKeysAreKnownAndPlain() {
    load("www 60 A 192.0.2.1\n");
    BackendSet set = set();
    ServedZone zone = set.find(APEX).orElseThrow();
    List<Optional<List<StoredKey>>> asked = new ArrayList<>();
    KnownZones known = set.newKnownZones((metadata, keys) -> {
      asked.add(keys);
      return keys.isPresent() && !metadata.containsKey("SOA-EDIT");
    });
    assertThat(known.open(place(set))).as("metadata not known").isEmpty();
    set.metadata(zone);
    assertThat(known.open(place(set))).as("keys not known").isEmpty();
    set.keys(zone);
    assertThat(known.open(place(set))).isPresent();
    assertThat(known.open(place(set))).isPresent();
    assertThat(asked)
        .as("found out once")
        .containsExactly(Optional.empty(), Optional.of(List.of()));
    now += TimeUnit.SECONDS.toNanos(60);
    assertThat(known.open(place(set))).as("too old").isEmpty();
    set.metadata(zone);
    set.keys(zone);
    assertThat(known.open(place(set))).isPresent();
    set.purge(APEX);
    assertThat(known.open(place(set))).as("purged").isEmpty();
    try (ZoneTransaction tx = memory.begin(APEX)) {
      tx.setMetadata("SOA-EDIT", List.of("EPOCH"));
      tx.commit();
    }
    set.metadata(zone);
    set.keys(zone);
    assertThat(known.open(place(set))).as("not plain").isEmpty();
  }

  @Test
  void countsAQuestionThatWasAnswered() {
    load("www 60 A 192.0.2.1\n");
    BackendSet set = set();
    lookUp(set, WWW);
    Finder finder = set.newKnownZones(PlainZones.ALL).open(place(set)).orElseThrow();
    assertThat(set.cacheCounts()).isEqualTo(new CacheCounts(0, 1, 0, 1));
    finder.answered();
    assertThat(set.cacheCounts()).isEqualTo(new CacheCounts(1, 1, 0, 1));
    BackendSet uncached = set(CacheOptions.NONE);
    assertThat(uncached.newKnownZones(PlainZones.ALL).open(place(uncached))).isEmpty();
  }

  @Test
  void countsWhatMadeTheZonePlain() {
    load("www 60 A 192.0.2.1\n");
    BackendSet set = set();
    ServedZone zone = new ServedZone(store, store.zone(APEX).orElseThrow());
    KnownZones known = set.newKnownZones((metadata, keys) -> true);
    set.metadata(zone);
    known.open(place(set)).orElseThrow().answered();
    assertThat(set.metadataCounts().hits()).isEqualTo(1);
    assertThat(set.keyCounts().hits()).as("it has none that are kept").isZero();
    set.newKnownZones(PlainZones.ALL).open(place(set)).orElseThrow().answered();
    assertThat(set.metadataCounts().hits()).as("nobody looked at them").isEqualTo(1);
    set.purge();
    set.metadata(zone);
    set.keys(zone);
    known.open(place(set)).orElseThrow().answered();
    assertThat(set.metadataCounts().hits()).isEqualTo(2);
    assertThat(set.keyCounts().hits()).isEqualTo(1);
  }

  @Test
  void countsNamesInNoZone() {
    load("www 60 A 192.0.2.1\n");
    for (CacheOptions cache : List.of(new CacheOptions(20, 60, 0, 100), CacheOptions.NONE)) {
      BackendSet set = set(cache);
      set.newKnownZones(PlainZones.ALL).nowhere();
      assertThat(set.zone(Name.parse("example.net."))).isEmpty();
      assertThat(set.newReadySource().zone(Name.parse("example.net."))).isEmpty();
      assertThat(set.zone(WWW)).isPresent();
      assertThat(set.listCounts()).isEqualTo(new CacheCounts(1, 3, 0, 1));
    }
  }
}
