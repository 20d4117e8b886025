package org.polderdns.server.cli;

import java.util.List;
import java.util.Optional;
import org.polderdns.backend.ServedZone;
import org.polderdns.backend.StoredNode;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.dnssec.key.DigestType;
import org.polderdns.dnssec.key.ZoneKey;
import org.polderdns.dnssec.key.ZoneKeys;
import org.polderdns.records.RRset;
import org.polderdns.records.rr.Dnskey;
import org.polderdns.records.rr.Ds;
import org.polderdns.server.store.Stores;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.answer.AnswerRRset;

/**
 * Keeps a delegation from going bogus: while a DS is at the parent, a key that it is for has to be
 * in the zone and sign (RFC 4035 §5). Where the parent is served here, its DS is looked at;
 * elsewhere it is not known, and no reason to refuse.
 */
final class DelegationGuard {
  private DelegationGuard() {}

  /** Fails, unless it is forced, if what the parent says was right before and is wrong after. */
  static void check(Tool tool, Name apex, Keyring before, Keyring after) {
    boolean ends = before.isSigning() && !after.isSigning();
    if (!ends && before.keys().all().equals(after.keys().all())) {
      return;
    }
    Optional<List<Ds>> parent = parentDs(tool.stores(), apex);
    if (parent.isEmpty()) {
      if (ends) {
        tool.say("Warning: zone '" + Tool.shown(apex) + "' is not signed any more; if its parent,"
            + " which is not served here, has a DS for it, it cannot be resolved by validators");
      }
      return;
    }
    boolean breaks = ends && !parent.get().isEmpty()
        || isVouched(apex, before.keys(), parent.get())
            && !isVouched(apex, after.keys(), parent.get());
    if (breaks && !tool.force()) {
      throw new CommandException("Error: the parent of zone '" + Tool.shown(apex)
          + "' has a DS, and no active key that it is for would be left:"
          + " remove the DS first, or use --force");
    }
  }

  /**
   * Looks at a zone whose keys would give way to stored signatures. If it has none, that ends its
   * being signed.
   */
  static void checkPresigned(Tool tool, ZoneTransaction tx, Keyring keys) {
    if (!keys.isSigning() || isSignedAsStored(tx)) {
      return;
    }
    String zone = Tool.shown(tx.apex());
    if (!tool.force()
        && parentDs(tool.stores(), tx.apex()).filter(ds -> !ds.isEmpty()).isPresent()) {
      throw new CommandException("Error: the parent of zone '" + zone
          + "' has a DS, and no signatures are stored with the zone: remove the DS first, or use"
          + " --force");
    }
    tool.say("Warning: zone '" + zone + "' has active keys, which do not sign it any more, and no"
        + " signatures are stored with it");
  }

  /** Whether there is a signature over the SOA. */
  private static boolean isSignedAsStored(ZoneTransaction tx) {
    return tx.lookup(tx.apex()).stream()
        .flatMap(node -> node.rrsets().stream())
        .anyMatch(
            rrset -> rrset.type() == RecordType.RRSIG && AnswerRRset.covers(rrset, RecordType.SOA));
  }

  /** The DS that the nearest zone above has; empty if none is served here. */
  private static Optional<List<Ds>> parentDs(Stores stores, Name apex) {
    for (Name name = apex; !name.isRoot(); ) {
      name = name.parent();
      Optional<ServedZone> parent = stores.find(name);
      if (parent.isPresent()) {
        StoredNode cut =
            parent.get().backend().lookup(parent.get().info(), List.of(apex)).get(apex);
        return Optional.of(cut == null ? List.of() : ds(cut.rrsets()));
      }
    }
    return Optional.empty();
  }

  private static List<Ds> ds(List<RRset> rrsets) {
    return rrsets.stream()
        .filter(rrset -> rrset.type() == RecordType.DS)
        .flatMap(rrset -> rrset.rdatas().stream())
        .map(Ds.FORMAT::read)
        .toList();
  }

  private static boolean isVouched(Name apex, ZoneKeys keys, List<Ds> parent) {
    return keys.all().stream()
        .filter(
            key -> keys.isActive(key) && keys.isPublished(key) && keys.role(key).signsKeys())
        .anyMatch(key -> parent.stream().anyMatch(ds -> isFor(ds, apex, key)));
  }

  private static boolean isFor(Ds ds, Name apex, ZoneKey key) {
    Dnskey dnskey = key.dnskey();
    return DigestType.of(ds.digestType())
        .map(type -> type.ds(apex, dnskey).equals(ds))
        .orElse(ds.keyTag() == key.tag() && ds.algorithm() == dnskey.algorithm());
  }
}
