package org.polderdns.dnssec.key;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.polderdns.records.RRset;
import org.polderdns.records.rr.Cdnskey;
import org.polderdns.records.rr.Cds;
import org.polderdns.records.rr.Dnskey;
import org.polderdns.records.rr.Ds;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/**
 * The keys of a zone at one moment: which of them sign what, and the RRsets that tell of them.
 *
 * <p>The flags state an intent only. Where the active keys of an algorithm are of both kinds, those
 * with the flag of a secure entry point are key-signing keys and the others zone-signing keys; else
 * all are combined ones. So a zone is signed as a whole whatever the flags, with each algorithm.
 * Immutable.
 */
public final class ZoneKeys {
  /** The CDS that asks the parent to remove all DS records (RFC 8078 §4). */
  public static final Ds DELETE_CDS = new Ds(0, 0, 0, Octets.of(0));

  /** The CDNSKEY that asks for the same. */
  public static final Dnskey DELETE_CDNSKEY = new Dnskey(0, KeyTags.PROTOCOL, 0, Octets.of(0));

  private final List<ZoneKey> keys;
  private final Instant when;
  private final Map<SigningAlgorithm, Boolean> split = new EnumMap<>(SigningAlgorithm.class);

  private ZoneKeys(List<ZoneKey> keys, Instant when) {
    this.keys = keys;
    this.when = when;
    for (ZoneKey key : keys) {
      split.computeIfAbsent(key.key().algorithm(), this::isSplit);
    }
  }

  /** The keys of a zone, as their lives have it at a moment. */
  public static ZoneKeys at(Instant when, List<ZoneKey> keys) {
    return new ZoneKeys(List.copyOf(keys), when);
  }

  private boolean isSplit(SigningAlgorithm algorithm) {
    List<ZoneKey> all =
        keys.stream().filter(key -> key.key().algorithm() == algorithm).toList();
    List<ZoneKey> active = all.stream().filter(this::isActive).toList();
    List<ZoneKey> deciding = active.isEmpty() ? all : active;
    return deciding.stream().map(ZoneKey::isSecureEntryPoint).distinct().count() == 2;
  }

  /** All of them. */
  public List<ZoneKey> all() {
    return keys;
  }

  public boolean isActive(ZoneKey key) {
    return key.life().stateAt(when).active();
  }

  public boolean isPublished(ZoneKey key) {
    return key.life().stateAt(when).published();
  }

  /** Whether the zone is signed: a key is active. */
  public boolean isSigning() {
    return keys.stream().anyMatch(this::isActive);
  }

  public KeyRole role(ZoneKey key) {
    if (!split.getOrDefault(key.key().algorithm(), false)) {
      return KeyRole.CSK;
    }
    return key.isSecureEntryPoint() ? KeyRole.KSK : KeyRole.ZSK;
  }

  /** The active keys that sign an RRset of a type at the apex. */
  public List<ZoneKey> signersOf(RecordType type) {
    boolean isOfKeys =
        type == RecordType.DNSKEY || type == RecordType.CDS || type == RecordType.CDNSKEY;
    return keys.stream()
        .filter(this::isActive)
        .filter(key -> isOfKeys ? role(key).signsKeys() : role(key).signsData())
        .toList();
  }

  /** The DNSKEY RRset; empty if no key is published. */
  public Optional<RRset> dnskeys(Name apex, long ttl) {
    return rrset(
        apex,
        RecordType.DNSKEY,
        ttl,
        keys.stream()
            .filter(this::isPublished)
            .map(key -> Dnskey.FORMAT.write(key.dnskey()))
            .toList());
  }

  /**
   * The CDS RRset (RFC 7344 §3.1): one record for each digest of each published key that the parent
   * may have a DS for; empty if there is none.
   */
  public Optional<RRset> cds(Name apex, long ttl, List<DigestType> digests) {
    List<Octets> rdatas = new ArrayList<>();
    for (ZoneKey key : entryPoints()) {
      for (DigestType digest : digests) {
        rdatas.add(Cds.FORMAT.write(digest.ds(apex, key.dnskey())));
      }
    }
    return rrset(apex, RecordType.CDS, ttl, rdatas);
  }

  /** The CDNSKEY RRset (RFC 7344 §3.2) of the same keys as {@link #cds}. */
  public Optional<RRset> cdnskeys(Name apex, long ttl) {
    return rrset(
        apex,
        RecordType.CDNSKEY,
        ttl,
        entryPoints().stream().map(key -> Cdnskey.FORMAT.write(key.dnskey())).toList());
  }

  private List<ZoneKey> entryPoints() {
    return keys.stream()
        .filter(key -> isPublished(key) && role(key).signsKeys())
        .toList();
  }

  private static Optional<RRset> rrset(Name apex, RecordType type, long ttl, List<Octets> rdatas) {
    return rdatas.isEmpty() ? Optional.empty() : Optional.of(RRset.of(apex, type, ttl, rdatas));
  }
}
