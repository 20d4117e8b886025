package org.polderdns.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.polderdns.backend.contract.ZoneText;
import org.polderdns.backend.memory.MemoryBackend;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.ZoneView;

/** Questions that are answered together, seen through a set of one store. */
class WaitingSourceTest {
  private static final Name ORG = Name.parse("example.org.");
  private static final Name NET = Name.parse("example.net.");
  private static final Name WWW = Name.parse("www.example.org.");
  private static final Name DEEP = Name.parse("a.b.example.net.");
  private static final String SOA = "@ 60 SOA ns1 h 1 2 3 4 5\n";

  private final Bulky store = new Bulky();
  private final BackendSet zones = new BackendSet(
      List.of(store), new BackendSet.Options(300, 1000, new CacheOptions(0, 0, 0, 0)));
  private final WaitingSource waiting = zones.newWaitingSource();

  WaitingSourceTest() {
    ZoneText.load(store.inner, ORG, SOA + "www 60 A 192.0.2.1\nftp 60 A 192.0.2.2\n");
    ZoneText.load(store.inner, NET, SOA + "*.b 60 A 192.0.2.3\n");
    zones.refresh();
  }

  /** Notes what it is asked. */
  private static final class Bulky implements Backend, BulkLookup, ZoneListing {
    final MemoryBackend inner = new MemoryBackend("store");
    final List<String> asked = new ArrayList<>();
    boolean failing;

    @Override
    public String name() {
      return inner.name();
    }

    @Override
    public Optional<ZoneInfo> zone(Name apex) {
      return inner.zone(apex);
    }

    @Override
    public List<ZoneInfo> zones() {
      return inner.zones();
    }

    @Override
    public List<ZoneInfo> servedZones() {
      return inner.servedZones();
    }

    @Override
    public Map<Name, StoredNode> lookup(ZoneInfo zone, Collection<Name> owners) {
      asked.add("one");
      if (failing) {
        throw new StoreException(name(), "gone");
      }
      return inner.lookup(zone, owners);
    }

    @Override
    public List<Map<Name, StoredNode>> lookup(List<Wanted> wanted) {
      asked.add("bulk of " + wanted.size());
      if (failing) {
        throw new StoreException(name(), "gone");
      }
      return wanted.stream()
          .map(zone -> inner.lookup(zone.zone(), zone.owners()))
          .toList();
    }

    @Override
    public void close() {}
  }

  private boolean hasAddress(Name name) {
    ZoneView zone = waiting.zone(name).orElseThrow();
    zone.prefetch(name);
    zone.apexNode();
    Optional<ZoneNode> node = zone.node(name);
    if (node.isEmpty()) {
      node = zone.node(name.parent().wildcardChild());
    }
    return node.map(found -> found.has(RecordType.A)).orElse(false);
  }

  @Test
  void whatIsExpectedIsLookedUpAtOnce() {
    waiting.expect(List.of(WWW, DEEP, Name.parse("absent.example.org."), WWW));
    assertThat(store.asked).containsExactly("bulk of 2");
    assertThat(hasAddress(WWW)).isTrue();
    assertThat(hasAddress(DEEP)).isTrue();
    assertThat(hasAddress(Name.parse("absent.example.org."))).isFalse();
    assertThat(store.asked).hasSize(1);
    assertThat(hasAddress(Name.parse("ftp.example.org."))).isTrue();
    assertThat(store.asked).containsExactly("bulk of 2", "one");
  }

  @Test
  void namesOfOneZoneAreAskedForInOneLookUp() {
    waiting.expect(List.of(WWW, Name.parse("ftp.example.org."), Name.parse("example.com.")));
    assertThat(hasAddress(WWW)).isTrue();
    assertThat(hasAddress(Name.parse("ftp.example.org."))).isTrue();
    assertThat(waiting.zone(Name.parse("example.com."))).isEmpty();
    assertThat(store.asked).containsExactly("one");
  }

  @Test
  void nextExpectationForgetsWhatWasFound() {
    waiting.expect(List.of(WWW, DEEP));
    assertThat(hasAddress(WWW)).isTrue();
    ZoneText.load(store.inner, ORG, SOA);
    assertThat(hasAddress(WWW)).isTrue();
    waiting.expect(List.of());
    assertThat(hasAddress(WWW)).isFalse();
    waiting.expect(List.of(WWW, DEEP));
    assertThat(hasAddress(WWW)).isFalse();
  }

  @Test
  void storeThatFailsIsAskedAgainByEachQuestion() {
    store.failing = true;
    waiting.expect(List.of(WWW, DEEP));
    assertThatThrownBy(() -> hasAddress(WWW)).isInstanceOf(StoreException.class);
    store.failing = false;
    assertThat(hasAddress(DEEP)).isTrue();
    assertThat(hasAddress(WWW)).isTrue();
  }

  @Test
  void manyNamesAreNotLookedUpAtOnce() {
    List<Name> names = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      names.add(Name.parse("n" + i + ".example.org."));
    }
    waiting.expect(names);
    assertThat(store.asked).containsExactly("one");
    assertThat(hasAddress(names.get(0))).isFalse();
    assertThat(store.asked).hasSize(1);
    assertThat(hasAddress(names.get(999))).isFalse();
    assertThat(store.asked).hasSize(2);
  }
}
