package org.polderdns.dnssec.sign;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.polderdns.dnssec.key.KeyRefusedException;
import org.polderdns.dnssec.key.KeyTags;
import org.polderdns.dnssec.key.Verifier;
import org.polderdns.records.RRset;
import org.polderdns.records.rr.Dnskey;
import org.polderdns.records.rr.Rrsig;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.wire.WireFormatException;

/**
 * Verifies signatures over RRsets with the keys of one zone (RFC 4035 §5.3). Safe for all threads.
 *
 * <p>Of keys that share algorithm and tag at most {@value #MAX_SAME_TAG} are tried, so that no
 * hostile zone makes one signature cost many verifications.
 */
public final class RRsetVerifier {
  /** What a signature is worth. */
  public enum Verdict {
    VALID,
    /** Its window begins later. */
    NOT_YET_VALID,
    /** Its window has ended. */
    EXPIRED,
    /** No key of the zone has its algorithm and tag, or none that can be used. */
    NO_KEY,
    /** It does not fit to the RRset: other type or zone, too many labels, or it is no RRSIG. */
    UNFIT,
    /** It fits and is not that of a key over these records. */
    BOGUS
  }

  /** Keys that share algorithm and tag and are tried. */
  public static final int MAX_SAME_TAG = 4;

  private record Key(int algorithm, int tag, Dnskey dnskey, Verifier verifier) {}

  private final Name zone;
  private final List<Key> keys;

  private RRsetVerifier(Name zone, List<Key> keys) {
    this.zone = zone;
    this.keys = keys;
  }

  /**
   * Verifies with the keys of a DNSKEY RRset that may be used: zone keys of protocol 3, not
   * revoked, of algorithms known here.
   */
  public static RRsetVerifier of(Name zone, RRset dnskeys) {
    List<Key> keys = new ArrayList<>();
    for (Octets rdata : dnskeys.rdatas()) {
      try {
        Dnskey dnskey = Dnskey.FORMAT.read(rdata);
        boolean usable = (dnskey.flags() & KeyTags.ZONE_KEY) != 0
            && dnskey.protocol() == KeyTags.PROTOCOL
            && (dnskey.flags() & KeyTags.REVOKED) == 0;
        int tag = KeyTags.of(rdata);
        if (usable && same(keys, dnskey.algorithm(), tag) < MAX_SAME_TAG) {
          keys.add(new Key(dnskey.algorithm(), tag, dnskey, Verifier.of(dnskey)));
        }
      } catch (WireFormatException | KeyRefusedException e) {
        // Of no use for verifying.
      }
    }
    return new RRsetVerifier(zone, List.copyOf(keys));
  }

  private static int same(List<Key> keys, int algorithm, int tag) {
    int count = 0;
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i).algorithm == algorithm && keys.get(i).tag == tag) {
        count++;
      }
    }
    return count;
  }

  public Name zone() {
    return zone;
  }

  /** The keys that verify. */
  public List<Dnskey> dnskeys() {
    return keys.stream().map(Key::dnskey).toList();
  }

  /** Verifies a signature at a moment. */
  public Verdict verify(RRset rrset, Octets rrsig, Instant when) {
    Rrsig read;
    try {
      read = Rrsig.FORMAT.read(rrsig);
    } catch (WireFormatException e) {
      return Verdict.UNFIT;
    }
    return verify(rrset, read, rrsig, when);
  }

  Verdict verify(RRset rrset, Rrsig read, Octets rrsig, Instant when) {
    if (!fits(rrset, read)) {
      return Verdict.UNFIT;
    }
    SignatureWindow window = new SignatureWindow(read.inception(), read.expiration());
    if (same(keys, read.algorithm(), read.keyTag()) == 0) {
      return Verdict.NO_KEY;
    }
    if (window.isBefore(when)) {
      return Verdict.EXPIRED;
    }
    if (window.isAfter(when)) {
      return Verdict.NOT_YET_VALID;
    }
    return isSigned(rrset, read, rrsig) ? Verdict.VALID : Verdict.BOGUS;
  }

  private boolean fits(RRset rrset, Rrsig rrsig) {
    Name owner = rrset.owner();
    int labels = owner.labelCount() - (owner.isWildcard() ? 1 : 0);
    return rrsig.typeCovered() == rrset.type()
        && rrset.type() != RecordType.RRSIG
        && rrsig.signer().equals(zone)
        && owner.isAtOrBelow(zone)
        && rrsig.labels() <= labels
        && rrsig.labels() >= zone.labelCount();
  }

  private boolean isSigned(RRset rrset, Rrsig read, Octets rrsig) {
    Name owner = rrset.owner();
    int labels = owner.labelCount() - (owner.isWildcard() ? 1 : 0);
    Name signed = read.labels() == labels ? owner : owner.suffix(read.labels()).wildcardChild();
    int headLength = RRsetSigner.FIXED + read.signer().length();
    byte[] head = rrsig.slice(0, headLength).toArray();
    read.signer().canonical().copyTo(head, RRsetSigner.FIXED);
    byte[] octets;
    try {
      octets = CanonicalForm.records(head, signed, rrset, read.originalTtl());
    } catch (WireFormatException e) {
      return false;
    }
    for (int i = 0; i < keys.size(); i++) {
      Key key = keys.get(i);
      if (key.algorithm == read.algorithm()
          && key.tag == read.keyTag()
          && key.verifier.verifies(octets, 0, octets.length, read.signature())) {
        return true;
      }
    }
    return false;
  }
}
