package org.polderdns.backend.check;

import java.util.ArrayList;
import java.util.List;
import org.polderdns.backend.AutoprimaryStore;
import org.polderdns.backend.Backend;
import org.polderdns.backend.CommentListing;
import org.polderdns.backend.KeyListing;
import org.polderdns.backend.MetadataListing;
import org.polderdns.backend.Neighbours;
import org.polderdns.backend.RowStore;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.TsigKeyStore;
import org.polderdns.backend.ZoneKind;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.backend.ZoneWriting;
import org.polderdns.records.RRset;
import org.polderdns.records.Rdata;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.change.ChangeRefusedException;
import org.polderdns.zone.change.Changeset;

/**
 * Writes difficult data into a store, reads it again, and takes it away. It finds tables that cut,
 * convert or refuse what zones may contain, that sort names in another order than DNSSEC does, and
 * that do not roll back.
 *
 * <pre>{@code
 * boolean good = new StoreCheck(store, Name.parse("schema.test."), listener).run();
 * }</pre>
 *
 * <p>All is of one zone, which must not exist, and named after it. What the store has no role for is
 * not looked at.
 */
public final class StoreCheck {
  /** Looks at one thing. */
  interface Check {
    /** What is wrong, empty if nothing is. */
    String problem();
  }

  private final Backend store;
  private final Name apex;
  private final CheckListener listener;
  private boolean good = true;

  public StoreCheck(Backend store, Name apex, CheckListener listener) {
    this.store = store;
    this.apex = apex;
    this.listener = listener;
  }

  /**
   * Does it.
   *
   * @return whether all was as it should be
   * @throws StoreException if the zone exists, or zones cannot be made in the store
   */
  public boolean run() {
    ZoneWriting writing = store
        .capability(ZoneWriting.class)
        .filter(ZoneWriting::makesZones)
        .orElseThrow(() -> new StoreException(store.name(), "zones cannot be made in it"));
    if (store.zone(apex).isPresent()) {
      throw new StoreException(store.name(), "zone " + apex + " exists already");
    }
    try {
      try (ZoneTransaction tx = writing.begin(apex)) {
        tx.create(ZoneKind.NATIVE);
        tx.apply(Changeset.of(apex)
            .add(rrset(apex, RecordType.SOA, "ns1 h 4294967295 1 2 3 4"))
            .add(rrset(apex, RecordType.NS, "ns1"))
            .build());
        tx.commit();
      }
      checkAll();
    } finally {
      remove(writing);
    }
    check("nothing is left behind", this::leftBehind);
    return good;
  }

  private RRset rrset(Name owner, RecordType type, String content) {
    return RRset.of(owner, 3600, Rdata.parse(type, content, apex));
  }

  private void checkAll() {
    new RecordChecks(store, apex).run(this::check);
    new TransactionChecks(store, apex).run(this::check);
    new ZoneChecks(store, apex).run(this::check);
    if (has(Neighbours.class)) {
      new OrderChecks(store, apex).run(this::check);
    }
    if (has(RowStore.class)) {
      new RowChecks(store, apex).run(this::check);
    }
    if (has(KeyListing.class)) {
      check("keys keep their content and flags", () -> new RoleChecks(store, apex).keys());
    }
    if (has(CommentListing.class)) {
      check("comments keep their text", () -> new RoleChecks(store, apex).comments());
    }
    if (has(TsigKeyStore.class)) {
      check("TSIG keys are kept and replaced", () -> new RoleChecks(store, apex).tsigKeys());
    }
    if (has(AutoprimaryStore.class)) {
      check("autoprimaries are kept once", () -> new RoleChecks(store, apex).autoprimaries());
    }
  }

  private boolean has(Class<?> role) {
    return store.capability(role).isPresent();
  }

  private void check(String what, Check check) {
    String problem;
    try {
      problem = check.problem();
    } catch (StoreException | ChangeRefusedException e) {
      problem = String.valueOf(e.getMessage());
    }
    if (problem.isEmpty()) {
      listener.passed(what);
    } else {
      good = false;
      listener.failed(what, problem);
    }
  }

  private void remove(ZoneWriting writing) {
    check("zone is deleted", () -> {
      try (ZoneTransaction tx = writing.begin(apex)) {
        tx.delete();
        tx.commit();
      }
      return "";
    });
  }

  private String leftBehind() {
    if (store.zone(apex).isPresent()) {
      return "the zone is there still";
    }
    List<String> left = new ArrayList<>();
    store
        .capability(MetadataListing.class)
        .ifPresent(listing -> left.addAll(listing.allMetadata(apex).keySet()));
    store
        .capability(KeyListing.class)
        .ifPresent(listing -> listing.keys(apex).forEach(key -> left.add(key.toString())));
    return String.join(", ", left);
  }
}
