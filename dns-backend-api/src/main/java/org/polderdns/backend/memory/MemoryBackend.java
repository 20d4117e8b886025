package org.polderdns.backend.memory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.polderdns.backend.Backend;
import org.polderdns.backend.ChangeMark;
import org.polderdns.backend.MetadataStore;
import org.polderdns.backend.Neighbours;
import org.polderdns.backend.RecordListing;
import org.polderdns.backend.RowListing;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.StoredNode;
import org.polderdns.backend.StoredRow;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.ZoneListing;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.backend.ZoneWriting;
import org.polderdns.records.RRset;
import org.polderdns.records.RdataFormats;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/**
 * Zones in memory. All that it holds is one immutable version, replaced by one reference swap at
 * each commit: a reader takes the reference once and sees one state of a zone.
 *
 * <p>A change copies the index of its zone's names, so this is for zones that are small or change
 * rarely. One transaction is open at a time; another waits for it 10 seconds.
 */
public final class MemoryBackend
    implements Backend,
        ZoneListing,
        RecordListing,
        RowListing,
        ZoneWriting,
        MetadataStore,
        Neighbours,
        ChangeMark {
  private static final int WAIT_SECONDS = 10;

  /** Everything at one moment; {@code zones} is not changed once this is published. */
  record Version(long number, long lastId, Map<Name, StoredZone> zones) {}

  private final String name;
  private final Semaphore writer = new Semaphore(1, true);
  private volatile Version current = new Version(0, 0, Map.of());

  /** An empty store of that name. */
  public MemoryBackend(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  Version current() {
    return current;
  }

  @Override
  public Optional<ZoneInfo> zone(Name apex) {
    return Optional.ofNullable(current.zones.get(apex)).map(StoredZone::info);
  }

  private Optional<StoredZone> stored(ZoneInfo zone) {
    return Optional.ofNullable(current.zones.get(zone.apex()))
        .filter(found -> found.info().id() == zone.id());
  }

  @Override
  public Map<Name, StoredNode> lookup(ZoneInfo zone, Collection<Name> owners) {
    Map<Name, StoredNode> found = new HashMap<>();
    stored(zone).ifPresent(has -> {
      for (Name owner : owners) {
        StoredNode node = has.contents().get(owner);
        if (node != null) {
          found.put(owner, node);
        }
      }
    });
    return found;
  }

  @Override
  public List<ZoneInfo> zones() {
    return infos(current.zones.values());
  }

  @Override
  public List<ZoneInfo> servedZones() {
    return infos(current.zones.values().stream().filter(StoredZone::isServed).toList());
  }

  private static List<ZoneInfo> infos(Collection<StoredZone> zones) {
    return zones.stream()
        .map(StoredZone::info)
        .sorted(Comparator.comparingLong(ZoneInfo::id))
        .toList();
  }

  @Override
  public void list(ZoneInfo zone, Consumer<StoredNode> visitor) {
    stored(zone).ifPresent(has -> has.contents().all().forEach(visitor));
  }

  @Override
  public void rows(ZoneInfo zone, Consumer<StoredRow> visitor) {
    list(zone, node -> {
      String owner = node.owner().toString();
      if (node.rrsets().isEmpty()) {
        visitor.accept(new StoredRow(owner, "", "", "", "", false, true, false, "", ""));
      }
      List<RRset> sorted = new ArrayList<>(node.rrsets());
      sorted.sort(Comparator.comparing(set -> set.type().toString()));
      for (RRset set : sorted) {
        for (Octets rdata : set.rdatas()) {
          String content = RdataFormats.of(set.type()).print(rdata);
          visitor.accept(new StoredRow(
              owner,
              set.type().toString(),
              Long.toString(set.ttl()),
              content,
              "",
              false,
              true,
              false,
              "",
              ""));
        }
      }
    });
  }

  @Override
  public Optional<Name> atOrBefore(ZoneInfo zone, Name owner, RecordType type) {
    return stored(zone).flatMap(has -> atOrBefore(has.contents(), owner, type));
  }

  private static Optional<Name> atOrBefore(Contents contents, Name owner, RecordType type) {
    return last(contents.nodes().headMap(owner, true).descendingMap().values(), type)
        .or(() -> last(contents.nodes().descendingMap().values(), type));
  }

  private static Optional<Name> last(Collection<StoredNode> descending, RecordType type) {
    return descending.stream()
        .filter(node -> node.rrsets().stream().anyMatch(set -> set.type() == type))
        .map(StoredNode::owner)
        .findFirst();
  }

  @Override
  public List<String> metadata(Name apex, String kind) {
    StoredZone zone = current.zones.get(apex);
    return zone == null ? List.of() : zone.metadata(kind);
  }

  @Override
  public Map<String, List<String>> allMetadata(Name apex) {
    StoredZone zone = current.zones.get(apex);
    return zone == null ? Map.of() : zone.metadata();
  }

  @Override
  public void setMetadata(Name apex, String kind, List<String> values) {
    try (ZoneTransaction tx = begin(apex)) {
      tx.setMetadata(kind, values);
      tx.commit();
    }
  }

  @Override
  public long changeMark() {
    return current.number;
  }

  @Override
  public ZoneTransaction begin(Name apex) {
    try {
      if (!writer.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw new StoreException(name, "another transaction is open for over 10 seconds");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(name, "interrupted while waiting for a transaction", e);
    }
    return new MemoryTransaction(this, apex);
  }

  /** Replaces the version that the transaction began with. */
  void publish(Version next) {
    current = next;
  }

  void ended() {
    writer.release();
  }

  @Override
  public void close() {}
}
