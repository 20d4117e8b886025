package org.polderdns.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.polderdns.backend.contract.WrappedListing;
import org.polderdns.backend.contract.WrappedStore;
import org.polderdns.backend.contract.ZoneText;
import org.polderdns.backend.memory.MemoryBackend;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneView;
import org.polderdns.zone.compiled.CompiledZone;
import org.polderdns.zone.compiled.ZoneTable;

class BackendSetTest {
  private static final Name APEX = Name.parse("example.org.");

  private final MemoryBackend first = new MemoryBackend("first");
  private final MemoryBackend second = new MemoryBackend("second");
  private long now = TimeUnit.DAYS.toNanos(1);

  private BackendSet set(Backend... backends) {
    return new BackendSet(List.of(backends), BackendSet.Options.DEFAULT, () -> now);
  }

  private void later(long seconds) {
    now += TimeUnit.SECONDS.toNanos(seconds);
  }

  private static void load(Backend store, String apex, int serial) {
    ZoneText.load(
        store, Name.parse(apex), "@ 60 SOA ns1 h " + serial + " 2 3 4 5\nwww 60 A 192.0.2.1\n");
  }

  private static Optional<Name> apexFor(BackendSet zones, String qname) {
    return zones.zone(Name.parse(qname)).map(ZoneView::apex);
  }

  @Test
  void longestZoneAnswersWhicheverStoreHasIt() {
    load(first, "example.org.", 1);
    load(second, "sub.example.org.", 1);
    load(second, "org.", 1);
    BackendSet zones = set(first, second);
    assertThat(apexFor(zones, "a.b.sub.example.org.")).contains(Name.parse("sub.example.org."));
    assertThat(apexFor(zones, "sub.EXAMPLE.org.")).contains(Name.parse("sub.example.org."));
    assertThat(apexFor(zones, "xsub.example.org.")).contains(APEX);
    assertThat(apexFor(zones, "example.com.org.")).contains(Name.parse("org."));
    assertThat(apexFor(zones, "example.net.")).isEmpty();
    assertThat(apexFor(zones, ".")).isEmpty();
  }

  @Test
  void zoneAboveIsNotTheZoneItself() {
    load(first, "example.org.", 1);
    load(first, "sub.example.org.", 1);
    BackendSet zones = set(first);
    assertThat(zones.zoneAbove(Name.parse("sub.example.org.")).map(ZoneView::apex))
        .contains(APEX);
    assertThat(zones.zoneAbove(APEX)).isEmpty();
    assertThat(zones.zoneAbove(Name.ROOT)).isEmpty();
  }

  @Test
  void rootZoneAnswersForAllNames() {
    load(first, ".", 1);
    BackendSet zones = set(first);
    assertThat(apexFor(zones, "anything.example.")).contains(Name.ROOT);
    assertThat(apexFor(zones, ".")).contains(Name.ROOT);
  }

  @Test
  void firstStoreInLaunchOrderHasTheZone() {
    load(first, "example.org.", 1);
    load(second, "example.org.", 2);
    assertThat(set(second, first).find(APEX).orElseThrow().backend()).isSameAs(second);
    assertThat(set(first, second).all()).hasSize(2);
  }

  @Test
  void newZoneIsAnsweredForASecondLater() {
    BackendSet zones = set(first);
    assertThat(apexFor(zones, "www.example.org.")).isEmpty();
    long before = zones.changes();
    load(first, "example.org.", 1);
    assertThat(apexFor(zones, "www.example.org.")).isEmpty();
    later(1);
    assertThat(apexFor(zones, "www.example.org.")).contains(APEX);
    assertThat(zones.changes()).isGreaterThan(before);
    long after = zones.changes();
    later(1);
    assertThat(zones.changes()).isEqualTo(after);
  }

  @Test
  void listOfAStoreThatTellsOfNothingIsReadAgainAfterTheInterval() {
    BackendSet zones = set(new Unmarked(first));
    load(first, "example.org.", 1);
    later(299);
    assertThat(apexFor(zones, "www.example.org.")).isEmpty();
    later(1);
    assertThat(apexFor(zones, "www.example.org.")).contains(APEX);
  }

  /** A store that lists its zones, and tells of no changes. */
  private static final class Unmarked extends WrappedListing {
    Unmarked(MemoryBackend inner) {
      super(inner);
    }

    @Override
    public <T> Optional<T> capability(Class<T> type) {
      return type == ChangeMark.class ? Optional.empty() : super.capability(type);
    }
  }

  @Test
  void refreshDoesNotWait() {
    BackendSet zones = set(first);
    load(first, "example.org.", 1);
    zones.refresh();
    assertThat(apexFor(zones, "www.example.org.")).contains(APEX);
  }

  @Test
  void storeThatFailsLeavesTheListAsItWas() {
    Failing store = new Failing(first);
    load(first, "example.org.", 1);
    BackendSet zones = set(store, second);
    store.failing = true;
    load(second, "example.net.", 1);
    later(2);
    assertThat(apexFor(zones, "www.example.org.")).contains(APEX);
    assertThatThrownBy(() -> zones.zone(APEX).orElseThrow().apexNode())
        .isInstanceOf(StoreException.class);
    store.failing = false;
    later(2);
    assertThat(apexFor(zones, "www.example.net.")).contains(Name.parse("example.net."));
    assertThat(zones.zone(APEX).orElseThrow().apexNode().has(RecordType.SOA)).isTrue();
  }

  @Test
  void storeThatFailsAtTheStartIsToldOf() {
    Failing store = new Failing(first);
    store.failing = true;
    assertThatThrownBy(() -> set(store)).isInstanceOf(StoreException.class);
  }

  @Test
  void storeWithoutListIsAsked() {
    load(first, "example.org.", 1);
    Backend plain = new WrappedStore(first);
    BackendSet zones = set(plain, second);
    assertThat(apexFor(zones, "www.example.org.")).contains(APEX);
    load(second, "sub.example.org.", 1);
    later(1);
    assertThat(apexFor(zones, "x.sub.example.org.")).contains(Name.parse("sub.example.org."));
    load(first, "y.sub.example.org.", 1);
    assertThat(apexFor(zones, "x.y.sub.example.org.")).contains(Name.parse("y.sub.example.org."));
  }

  @Test
  void unnotedEmptyNonTerminalsAreLookedForOnceAfterAChange() {
    load(first, "example.org.", 1);
    Forgetful store = new Forgetful(first);
    BackendSet zones = set(store);
    Name empty = Name.parse("empty.example.org.");
    Name other = Name.parse("other.example.org.");
    assertThat(zones.zone(empty).orElseThrow().node(empty)).isPresent();
    assertThat(zones.zone(other).orElseThrow().node(other)).isEmpty();
    assertThat(store.searches).isEqualTo(1);
    later(10);
    assertThat(zones.zone(empty).orElseThrow().node(empty)).isPresent();
    assertThat(store.searches).isEqualTo(1);
    store.unnoted = Set.of(other);
    load(first, "example.org.", 2);
    later(1);
    assertThat(zones.zone(other).orElseThrow().node(other)).isPresent();
    assertThat(zones.zone(empty).orElseThrow().node(empty)).isEmpty();
    assertThat(store.searches).isEqualTo(2);
  }

  @Test
  void oneLookupFetchesTheWayToAName() {
    load(first, "example.org.", 1);
    Counting store = new Counting(first);
    ZoneView view = set(store).zone(APEX).orElseThrow();
    Name qname = Name.parse("a.b.www.example.org.");
    view.prefetch(qname);
    view.apexNode();
    view.node(qname);
    view.node(qname.parent());
    view.node(APEX.wildcardChild());
    view.node(Name.parse("*.www.example.org."));
    assertThat(store.lookups).isEqualTo(1);
  }

  private static class Listed extends WrappedListing implements ChangeMark {
    Listed(MemoryBackend inner) {
      super(inner);
    }

    @Override
    public long changeMark() {
      return memory.changeMark();
    }
  }

  private static final class Failing extends Listed {
    boolean failing;

    Failing(MemoryBackend inner) {
      super(inner);
    }

    private void check() {
      if (failing) {
        throw new StoreException("failing", "cannot be reached");
      }
    }

    @Override
    public Map<Name, StoredNode> lookup(ZoneInfo zone, Collection<Name> owners) {
      check();
      return super.lookup(zone, owners);
    }

    @Override
    public List<ZoneInfo> servedZones() {
      check();
      return super.servedZones();
    }

    @Override
    public long changeMark() {
      check();
      return super.changeMark();
    }
  }

  private static final class Forgetful extends Listed implements EmptyNonTerminals {
    Set<Name> unnoted = Set.of(Name.parse("empty.example.org."));
    int searches;

    Forgetful(MemoryBackend inner) {
      super(inner);
    }

    @Override
    public Set<Name> unnoted(ZoneInfo zone, int limit) {
      searches++;
      return unnoted;
    }
  }

  private static final class Counting extends Listed {
    int lookups;

    Counting(MemoryBackend inner) {
      super(inner);
    }

    @Override
    public Map<Name, StoredNode> lookup(ZoneInfo zone, Collection<Name> owners) {
      lookups++;
      return super.lookup(zone, owners);
    }
  }

  // Stores in memory beside one that may block

  private static final Name WWW = Name.parse("www.example.org.");

  /** A store whose zones are all in a table. */
  private static final class TableStore implements Backend, ResidentZones {
    final ZoneTable table = new ZoneTable();

    TableStore put(String apex) {
      table.put(CompiledZone.of(Name.parse(apex), List.of()));
      return this;
    }

    @Override
    public ZoneTable table() {
      return table;
    }

    @Override
    public boolean isSettled() {
      return true;
    }

    @Override
    public String name() {
      return "table";
    }

    @Override
    public Optional<ZoneInfo> zone(Name apex) {
      return Optional.empty();
    }

    @Override
    public Map<Name, StoredNode> lookup(ZoneInfo zone, Collection<Name> owners) {
      throw new AssertionError("a zone in memory needs no look-up");
    }

    @Override
    public void close() {}
  }

  private static String ready(BackendSet zones, Name name) {
    ReadySource source = zones.newReadySource();
    source.begin();
    Optional<ZoneView> zone = source.zone(name);
    return source.isIncomplete()
        ? "incomplete"
        : zone.map(found -> found.apex().toString()).orElse("none");
  }

  @Test
  void listsAreCountedOnlyWhereAStoreMayBlock() {
    BackendSet inMemory = set(new TableStore().put("test."));
    inMemory.newKnownZones(PlainZones.ALL).nowhere();
    for (String name : List.of("test.", "other.")) {
      inMemory.zone(Name.parse(name));
      ready(inMemory, Name.parse(name));
    }
    assertThat(inMemory.listCounts()).isEqualTo(new CacheCounts(0, 0, 0, 0));
    load(first, "example.org.", 1);
    BackendSet both = set(new TableStore().put("test."), first);
    for (String name : List.of("test.", "other.", "example.org.")) {
      both.zone(Name.parse(name));
    }
    assertThat(both.listCounts()).isEqualTo(new CacheCounts(1, 1, 0, 1));
  }

  @Test
  void zoneInMemoryIsGivenAtOnceUnlessAnotherStoreGoesBefore() {
    load(first, "example.org.", 1);
    load(first, "sub.www.example.org.", 1);
    TableStore table = new TableStore().put("www.example.org.").put("test.");
    BackendSet zones = set(table, first);
    assertThat(zones.mayBlock()).isTrue();
    assertThat(ready(zones, WWW)).isEqualTo("www.example.org.");
    assertThat(apexFor(zones, "www.example.org.")).contains(WWW);
    assertThat(ready(zones, Name.parse("a.test."))).isEqualTo("test.");
    assertThat(ready(zones, Name.parse("other."))).isEqualTo("none");
    assertThat(ready(zones, Name.parse("x.example.org."))).isEqualTo("incomplete");
    assertThat(apexFor(zones, "x.example.org.")).contains(APEX);
    Name longer = Name.parse("x.sub.www.example.org.");
    assertThat(ready(zones, longer)).isEqualTo("incomplete");
    assertThat(apexFor(zones, longer.toString())).contains(longer.parent());
    ReadySource above = zones.newReadySource();
    above.begin();
    assertThat(above.zoneAbove(WWW)).isEmpty();
    assertThat(above.isIncomplete()).isTrue();
    above.begin();
    assertThat(above.isIncomplete()).isFalse();
  }

  @Test
  void ofOneZoneInTwoStoresTheFirstAnswers() {
    load(first, "example.org.", 1);
    TableStore table = new TableStore().put("example.org.");
    assertThat(ready(set(table, first), WWW)).isEqualTo("example.org.");
    assertThat(ready(set(first, table), WWW)).isEqualTo("incomplete");
    assertThat(set(table, first).zone(WWW).orElseThrow())
        .isSameAs(table.table.zone(WWW).orElseThrow());
    assertThat(set(first, table).zone(WWW).orElseThrow())
        .isNotSameAs(table.table.zone(WWW).orElseThrow());
  }

  @Test
  void zonesInMemoryAreFoundAsTheyAreAtTheMoment() {
    TableStore table = new TableStore();
    BackendSet zones = set(table);
    assertThat(zones.mayBlock()).isFalse();
    assertThat(zones.tables().orElseThrow()).containsExactly(table.table);
    assertThat(ready(zones, WWW)).isEqualTo("none");
    table.put("example.org.");
    assertThat(ready(zones, WWW)).isEqualTo("example.org.");
    table.table.remove(APEX);
    assertThat(apexFor(zones, "www.example.org.")).isEmpty();
  }

  @Test
  void storeThatCannotListMakesAllWait() {
    TableStore table = new TableStore().put("www.example.org.");
    BackendSet zones = set(table, new WrappedStore(first));
    assertThat(zones.tables()).isEmpty();
    assertThat(ready(zones, WWW)).isEqualTo("incomplete");
    assertThat(apexFor(zones, "www.example.org.")).contains(WWW);
  }
}
