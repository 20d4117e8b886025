package org.polderdns.backend.migration;

import java.util.List;
import java.util.Optional;
import org.polderdns.backend.Autoprimary;
import org.polderdns.backend.AutoprimaryListing;
import org.polderdns.backend.AutoprimaryStore;
import org.polderdns.backend.Backend;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.StoredTsigKey;
import org.polderdns.backend.TsigKeyListing;
import org.polderdns.backend.TsigKeyStore;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.ZoneListing;
import org.polderdns.backend.ZoneWriting;
import org.polderdns.zone.change.ChangeRefusedException;

/**
 * Copies all that a store has into an empty one: zones with what is kept of them, records, comments,
 * metadata and keys, then TSIG keys and autoprimaries. Between two stores that keep rows ({@link
 * org.polderdns.backend.RowStore}) rows are copied as they are, disabled and unreadable ones too;
 * else records, and what is disabled or unreadable is left.
 *
 * <pre>{@code
 * Migration migration = new Migration(old, target, listener);
 * migration.check();
 * boolean whole = migration.run();
 * }</pre>
 *
 * <p>Each zone is one transaction. One that fails is left whole, and the next ones are copied. The
 * list of zones is held in memory, nothing that grows with a zone.
 */
public final class Migration {
  private final Backend from;
  private final Backend to;
  private final MigrationListener listener;
  private boolean whole = true;

  public Migration(Backend from, Backend to, MigrationListener listener) {
    this.from = from;
    this.to = to;
    this.listener = listener;
  }

  /**
   * Looks whether it can begin.
   *
   * @throws StoreException if the source cannot list its zones, zones cannot be made in the target,
   *     or the target is not empty
   */
  public void check() {
    listing(from);
    if (!to.capability(ZoneWriting.class).map(ZoneWriting::makesZones).orElse(false)) {
      throw new StoreException(to.name(), "zones cannot be made in it");
    }
    if (!listing(to).zones().isEmpty()) {
      throw new StoreException(to.name(), "it has zones already");
    }
    if (to.capability(TsigKeyListing.class)
        .map(keys -> !keys.tsigKeys().isEmpty())
        .orElse(false)) {
      throw new StoreException(to.name(), "it has TSIG keys already");
    }
    if (to.capability(AutoprimaryListing.class)
        .map(known -> !known.autoprimaries().isEmpty())
        .orElse(false)) {
      throw new StoreException(to.name(), "it has autoprimaries already");
    }
  }

  private static ZoneListing listing(Backend backend) {
    return backend
        .capability(ZoneListing.class)
        .orElseThrow(() -> new StoreException(backend.name(), "it cannot list its zones"));
  }

  /**
   * Copies everything.
   *
   * @return whether nothing was left
   * @throws StoreException if the source fails at something other than a zone
   */
  public boolean run() {
    for (ZoneInfo zone : listing(from).zones()) {
      listener.begun(zone.apex());
      try {
        ZoneCopy copy = new ZoneCopy(from, to, zone, this::left);
        listener.moved(copy.run());
      } catch (StoreException | ChangeRefusedException e) {
        left("zone " + zone.apex() + ": " + e.getMessage());
      }
    }
    moveTsigKeys();
    moveAutoprimaries();
    return whole;
  }

  private void left(String what) {
    whole = false;
    listener.left(what);
  }

  private void moveTsigKeys() {
    List<StoredTsigKey> keys =
        from.capability(TsigKeyListing.class).map(TsigKeyListing::tsigKeys).orElse(List.of());
    Optional<TsigKeyStore> target = to.capability(TsigKeyStore.class);
    int moved = 0;
    for (StoredTsigKey key : keys) {
      if (target.isEmpty()) {
        left(key + ": " + to.name() + " has no place for it");
        continue;
      }
      try {
        target.get().setTsigKey(key);
        moved++;
      } catch (StoreException e) {
        left(key + ": " + e.getMessage());
      }
    }
    listener.movedTsigKeys(moved);
  }

  private void moveAutoprimaries() {
    List<Autoprimary> all = from.capability(AutoprimaryListing.class)
        .map(AutoprimaryListing::autoprimaries)
        .orElse(List.of());
    Optional<AutoprimaryStore> target = to.capability(AutoprimaryStore.class);
    int moved = 0;
    for (Autoprimary autoprimary : all) {
      String name = "autoprimary " + autoprimary.ip() + " " + autoprimary.nameserver() + ": ";
      if (target.isEmpty()) {
        left(name + to.name() + " has no place for it");
        continue;
      }
      try {
        target.get().addAutoprimary(autoprimary);
        moved++;
      } catch (StoreException e) {
        left(name + e.getMessage());
      }
    }
    listener.movedAutoprimaries(moved);
  }
}
