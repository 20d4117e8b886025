package org.polderdns.backend.memory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.polderdns.backend.Autoprimary;
import org.polderdns.backend.AutoprimaryStore;
import org.polderdns.backend.Backend;
import org.polderdns.backend.ChangeMark;
import org.polderdns.backend.Comment;
import org.polderdns.backend.CommentListing;
import org.polderdns.backend.DenialOrder;
import org.polderdns.backend.KeyListing;
import org.polderdns.backend.KeySearch;
import org.polderdns.backend.MetadataStore;
import org.polderdns.backend.Neighbours;
import org.polderdns.backend.RecordListing;
import org.polderdns.backend.RowListing;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.StoredKey;
import org.polderdns.backend.StoredNode;
import org.polderdns.backend.StoredRow;
import org.polderdns.backend.StoredTsigKey;
import org.polderdns.backend.TsigKeyStore;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.ZoneListing;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.backend.ZoneWriting;
import org.polderdns.records.RRset;
import org.polderdns.records.RdataFormats;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.HashSpan;
import org.polderdns.zone.NameSpan;

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
        KeyListing,
        KeySearch,
        CommentListing,
        TsigKeyStore,
        AutoprimaryStore,
        Neighbours,
        DenialOrder,
        ChangeMark {
  private static final int WAIT_SECONDS = 10;

  /**
   * Everything at one moment; nothing is changed once this is published. The last id is the greatest
   * that a zone or key ever had.
   */
  record Version(
      long number,
      long lastId,
      Map<Name, StoredZone> zones,
      List<StoredTsigKey> tsigKeys,
      List<Autoprimary> autoprimaries) {
    Version withZones(long newLastId, Map<Name, StoredZone> newZones) {
      return new Version(number + 1, newLastId, newZones, tsigKeys, autoprimaries);
    }

    Version withTsigKeys(List<StoredTsigKey> keys) {
      return new Version(number + 1, lastId, zones, List.copyOf(keys), autoprimaries);
    }

    Version withAutoprimaries(List<Autoprimary> all) {
      return new Version(number + 1, lastId, zones, tsigKeys, List.copyOf(all));
    }
  }

  private final String name;
  private final Semaphore writer = new Semaphore(1, true);
  private final Map<Name, MemoryOrder> orders = new ConcurrentHashMap<>(); // by apex
  private volatile Version current = new Version(0, 0, Map.of(), List.of(), List.of());

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
  public Optional<NameSpan> spanOf(ZoneInfo zone, Name owner) {
    return order(zone).flatMap(order -> order.spanOf(owner));
  }

  @Override
  public Optional<HashSpan> spanOf(ZoneInfo zone, Octets hash) {
    return order(zone).flatMap(order -> order.spanOf(hash));
  }

  /** The chain of the zone as it is now, made when somebody asks for the first time. */
  private Optional<MemoryOrder> order(ZoneInfo zone) {
    return stored(zone)
        .map(version -> orders.compute(
            zone.apex(),
            (apex, old) -> old != null && old.isOf(version) ? old : new MemoryOrder(version)));
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
  public List<StoredKey> keys(Name apex) {
    StoredZone zone = current.zones.get(apex);
    return zone == null ? List.of() : zone.keys();
  }

  @Override
  public Map<Name, List<StoredKey>> allKeys() {
    Map<Name, List<StoredKey>> all = new HashMap<>();
    current.zones.forEach((apex, zone) -> {
      if (!zone.keys().isEmpty()) {
        all.put(apex, zone.keys());
      }
    });
    return all;
  }

  @Override
  public void comments(ZoneInfo zone, Consumer<Comment> visitor) {
    stored(zone).ifPresent(has -> has.comments().forEach(visitor));
  }

  @Override
  public List<StoredTsigKey> tsigKeys() {
    return current.tsigKeys;
  }

  @Override
  public List<StoredTsigKey> tsigKeys(Name key) {
    return current.tsigKeys.stream().filter(has -> has.name().equals(key)).toList();
  }

  @Override
  public void setTsigKey(StoredTsigKey key) {
    change(version -> {
      List<StoredTsigKey> keys = new ArrayList<>(version.tsigKeys);
      keys.removeIf(
          has -> has.name().equals(key.name()) && has.algorithm().equals(key.algorithm()));
      keys.add(key);
      return version.withTsigKeys(keys);
    });
  }

  @Override
  public void deleteTsigKeys(Name key) {
    change(version -> version.withTsigKeys(
        version.tsigKeys.stream().filter(has -> !has.name().equals(key)).toList()));
  }

  @Override
  public List<Autoprimary> autoprimaries() {
    return current.autoprimaries;
  }

  @Override
  public Optional<Autoprimary> autoprimary(String ip, String nameserver) {
    return current.autoprimaries.stream()
        .filter(has -> has.ip().equals(ip) && has.nameserver().equals(nameserver))
        .findFirst();
  }

  @Override
  public List<Autoprimary> autoprimaries(String nameserver, String account) {
    return current.autoprimaries.stream()
        .filter(has -> has.nameserver().equals(nameserver) && has.account().equals(account))
        .toList();
  }

  @Override
  public void addAutoprimary(Autoprimary autoprimary) {
    String ip = autoprimary.ip();
    String nameserver = autoprimary.nameserver();
    change(version -> {
      if (autoprimary(ip, nameserver).isPresent()) {
        throw new StoreException(name, "there is an autoprimary " + ip + " " + nameserver);
      }
      List<Autoprimary> all = new ArrayList<>(version.autoprimaries);
      all.add(autoprimary);
      return version.withAutoprimaries(all);
    });
  }

  @Override
  public void removeAutoprimary(String ip, String nameserver) {
    change(version -> version.withAutoprimaries(version.autoprimaries.stream()
        .filter(has -> !(has.ip().equals(ip) && has.nameserver().equals(nameserver)))
        .toList()));
  }

  private void change(UnaryOperator<Version> change) {
    acquireWriter();
    try {
      publish(change.apply(current));
    } finally {
      ended();
    }
  }

  @Override
  public long changeMark() {
    return current.number;
  }

  @Override
  public ZoneTransaction begin(Name apex) {
    acquireWriter();
    return new MemoryTransaction(this, apex);
  }

  private void acquireWriter() {
    try {
      if (!writer.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw new StoreException(name, "another transaction is open for over 10 seconds");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(name, "interrupted while waiting for a transaction", e);
    }
  }

  /** Replaces the version that the transaction began with. */
  void publish(Version next) {
    current = next;
    orders.values().removeIf(order -> !order.isOf(next.zones.get(order.apex())));
  }

  void ended() {
    writer.release();
  }

  @Override
  public void close() {}
}
