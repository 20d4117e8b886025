package org.polderdns.backend.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.polderdns.backend.Backend;
import org.polderdns.backend.CommentListing;
import org.polderdns.backend.KeyListing;
import org.polderdns.backend.MetadataListing;
import org.polderdns.backend.RecordListing;
import org.polderdns.backend.RowListing;
import org.polderdns.backend.RowLoad;
import org.polderdns.backend.RowStore;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.StoredKey;
import org.polderdns.backend.StoredNode;
import org.polderdns.backend.StoredRow;
import org.polderdns.backend.ZoneComments;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.ZoneKeys;
import org.polderdns.backend.ZoneLoad;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.backend.ZoneWriting;
import org.polderdns.wire.RecordType;

/** Copies one zone, in one transaction of the target. */
final class ZoneCopy {
  /** What is left of a zone is told one by one up to here. */
  private static final int MOST_TOLD = 10;

  private final Backend from;
  private final Backend to;
  private final ZoneInfo zone;
  private final Consumer<String> left;
  private final List<String> leftRows = new ArrayList<>();
  private long leftCount;
  private long records;
  private long comments;

  ZoneCopy(Backend from, Backend to, ZoneInfo zone, Consumer<String> left) {
    this.from = from;
    this.to = to;
    this.zone = zone;
    this.left = left;
  }

  /** Copies it; what of it is left is told once the rest is in the target. */
  MovedZone run() {
    int metadata;
    int keys;
    try (ZoneTransaction tx = to.capability(ZoneWriting.class).orElseThrow().begin(zone.apex())) {
      create(tx);
      copyRecords(tx);
      metadata = copyMetadata(tx);
      keys = copyKeys(tx);
      copyComments(tx);
      tx.commit();
    }
    leftRows.forEach(left);
    if (leftCount > leftRows.size()) {
      left.accept("zone " + zone.apex() + ": " + (leftCount - leftRows.size()) + " more");
    }
    return new MovedZone(zone.apex(), records, comments, metadata, keys);
  }

  private void create(ZoneTransaction tx) {
    ZoneInfo made = tx.create(zone.kind());
    tx.update(made.withPrimaries(zone.primaries())
        .withAccount(zone.account())
        .withNotifiedSerial(zone.notifiedSerial())
        .withLastCheck(zone.lastCheck())
        .withOptions(zone.options())
        .withCatalog(zone.catalog()));
  }

  private void copyRecords(ZoneTransaction tx) {
    Optional<RowStore> rows = from.capability(RowStore.class);
    if (rows.isPresent() && to.capability(RowStore.class).isPresent()) {
      RowLoad load =
          tx.addRows().orElseThrow(() -> new StoreException(to.name(), "rows cannot be added"));
      rows.get().rows(zone, row -> {
        load.add(row);
        records++;
      });
      load.finish();
    } else {
      copyReadable(tx);
      from.capability(RowListing.class).ifPresent(all -> all.rows(zone, this::tellIfLeft));
    }
  }

  private void copyReadable(ZoneTransaction tx) {
    Loading loading = new Loading(tx);
    from.capability(RecordListing.class)
        .orElseThrow(() -> new StoreException(from.name(), "it cannot list its records"))
        .list(zone, loading::add);
    loading.finish();
  }

  /** A load that begins with the first record, since a zone without records cannot be loaded. */
  private final class Loading {
    private final ZoneTransaction tx;
    private Optional<ZoneLoad> load = Optional.empty();

    Loading(ZoneTransaction tx) {
      this.tx = tx;
    }

    void add(StoredNode node) {
      for (RecordType type : node.broken()) {
        tell(node.owner() + " " + type + ": a record of it cannot be read");
      }
      node.rrsets().forEach(rrset -> {
        ZoneLoad into = load.orElseGet(tx::replaceAll);
        load = Optional.of(into);
        rrset.rdatas().forEach(rdata -> into.add(rrset.owner(), rrset.type(), rrset.ttl(), rdata));
      });
    }

    void finish() {
      load.ifPresent(into -> records = into.finish());
    }
  }

  private void tellIfLeft(StoredRow row) {
    if (row.disabled() && !row.type().isEmpty()) {
      tell(row.owner() + " " + row.type() + ": " + to.name() + " keeps no disabled records");
    }
  }

  private void tell(String what) {
    if (++leftCount <= MOST_TOLD) {
      leftRows.add("zone " + zone.apex() + ": " + what);
    }
  }

  private int copyMetadata(ZoneTransaction tx) {
    Map<String, List<String>> kinds = from.capability(MetadataListing.class)
        .map(listing -> listing.allMetadata(zone.apex()))
        .orElse(Map.of());
    kinds.forEach(tx::setMetadata);
    return kinds.size();
  }

  private int copyKeys(ZoneTransaction tx) {
    List<StoredKey> keys = from.capability(KeyListing.class)
        .map(listing -> listing.keys(zone.apex()))
        .orElse(List.of());
    if (keys.isEmpty()) {
      return 0;
    }
    ZoneKeys target =
        tx.keys().orElseThrow(() -> new StoreException(to.name(), "it has no place for keys"));
    keys.forEach(key -> target.add(key.flags(), key.active(), key.published(), key.content()));
    return keys.size();
  }

  private void copyComments(ZoneTransaction tx) {
    Optional<CommentListing> listing = from.capability(CommentListing.class);
    Optional<ZoneComments> target = tx.comments();
    listing.ifPresent(all -> all.comments(zone, comment -> {
      target
          .orElseThrow(() -> new StoreException(to.name(), "it has no place for comments"))
          .add(comment);
      comments++;
    }));
  }
}
