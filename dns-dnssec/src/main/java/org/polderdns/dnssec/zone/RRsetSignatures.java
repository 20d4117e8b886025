package org.polderdns.dnssec.zone;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.polderdns.dnssec.key.Signer;
import org.polderdns.dnssec.key.SigningAlgorithm;
import org.polderdns.dnssec.key.ZoneKey;
import org.polderdns.dnssec.key.ZoneKeys;
import org.polderdns.dnssec.sign.RRsetSigner;
import org.polderdns.dnssec.sign.SignatureWindow;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** The signatures of all active keys of a zone over its RRsets. Safe for all threads. */
public final class RRsetSignatures {
  private final Name apex;
  private final List<RRsetSigner> ofKeys;
  private final List<RRsetSigner> ofData;
  private final SigningOptions options;

  private RRsetSignatures(
      Name apex, List<RRsetSigner> ofKeys, List<RRsetSigner> ofData, SigningOptions options) {
    this.apex = apex;
    this.ofKeys = ofKeys;
    this.ofData = ofData;
    this.options = options;
  }

  static RRsetSignatures of(Name apex, ZoneKeys keys, SigningOptions options) {
    return of(apex, keys, options, (key, signer) -> signer);
  }

  /**
   * Signs with the keys that are active.
   *
   * @param wrapper of what signs by each key
   * @throws IllegalArgumentException as {@link ZoneSigner#of}
   */
  public static RRsetSignatures of(
      Name apex,
      ZoneKeys keys,
      SigningOptions options,
      BiFunction<ZoneKey, Signer, Signer> wrapper) {
    if (!keys.isSigning()) {
      throw new IllegalArgumentException(apex + " has no active key");
    }
    if (options.denial().isHashed()) {
      for (ZoneKey key : keys.all()) {
        if (keys.isActive(key) && key.key().algorithm() == SigningAlgorithm.RSASHA1) {
          throw new IllegalArgumentException(
              apex + ": NSEC3 does not go with algorithm 5, RSASHA1");
        }
      }
    }
    return new RRsetSignatures(
        apex,
        signers(apex, keys.signersOf(RecordType.DNSKEY), wrapper),
        signers(apex, keys.signersOf(RecordType.SOA), wrapper),
        options);
  }

  private static List<RRsetSigner> signers(
      Name apex, List<ZoneKey> keys, BiFunction<ZoneKey, Signer, Signer> wrapper) {
    return keys.stream()
        .map(key -> RRsetSigner.of(apex, key, wrapper.apply(key, key.key().signer())))
        .toList();
  }

  /** The same with other options, as for the next week. */
  public RRsetSignatures with(SigningOptions others) {
    return new RRsetSignatures(apex, ofKeys, ofData, others);
  }

  /**
   * The RRSIG records at the apex, as stored, that cover its DNSKEY RRset; empty if there are none, or
   * they are not wanted.
   */
  public static Optional<RRset> storedOverKeys(List<RRset> atApex, SigningOptions options) {
    if (!options.storedKeySignatures()) {
      return Optional.empty();
    }
    for (RRset rrset : atApex) {
      if (rrset.type() == RecordType.RRSIG) {
        List<Octets> covering = rrset.rdatas().stream()
            .filter(rdata -> rdata.u16(0) == RecordType.DNSKEY.code())
            .toList();
        return covering.isEmpty()
            ? Optional.empty()
            : Optional.of(RRset.of(rrset.owner(), RecordType.RRSIG, rrset.ttl(), covering));
      }
    }
    return Optional.empty();
  }

  /** Adds an RRset and behind it its signatures, which have its TTL. */
  void add(RRset rrset, List<RRset> out) {
    out.add(rrset);
    out.add(over(rrset));
  }

  /** The signatures of an RRset, as an RRset of type RRSIG with its TTL. */
  public RRset over(RRset rrset) {
    List<RRsetSigner> signers = isOfKeys(rrset) ? ofKeys : ofData;
    SignatureWindow window = window(rrset);
    List<Octets> rdatas = new ArrayList<>(signers.size());
    for (int i = 0; i < signers.size(); i++) {
      rdatas.add(signers.get(i).rrsig(rrset, window));
    }
    return RRset.of(rrset.owner(), RecordType.RRSIG, rrset.ttl(), rdatas);
  }

  private boolean isOfKeys(RRset rrset) {
    RecordType type = rrset.type();
    return (type == RecordType.DNSKEY || type == RecordType.CDS || type == RecordType.CDNSKEY)
        && rrset.owner().equals(apex);
  }

  private SignatureWindow window(RRset rrset) {
    long jitter = options.jitter().toSeconds();
    if (jitter == 0) {
      return options.window();
    }
    int spread = 31 * rrset.owner().hashCode() + rrset.type().code();
    long earlier = Math.floorMod(spread * 0x9e3779b97f4a7c15L >>> 1, jitter + 1);
    return new SignatureWindow(
        options.window().inception(), options.window().expiration() - earlier & 0xffffffffL);
  }
}
