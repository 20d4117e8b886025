package org.polderdns.dnssec.sign;

import org.polderdns.dnssec.key.Signer;
import org.polderdns.dnssec.key.ZoneKey;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/**
 * Signs RRsets of a zone with one key (RFC 4034 §3.1.8).
 *
 * <pre>{@code
 * RRsetSigner signer = RRsetSigner.of(apex, key);
 * Octets rrsig = signer.rrsig(rrset, SignatureWindow.weekly(clock, Duration.ZERO));
 * }</pre>
 *
 * <p>Safe for all threads.
 */
public final class RRsetSigner {
  /** Octets of an RRSIG's data before the signer's name. */
  static final int FIXED = 18;

  private final Signer signer;
  private final int algorithm;
  private final int tag;
  private final Name zone; // in lower case

  private RRsetSigner(Signer signer, int algorithm, int tag, Name zone) {
    this.signer = signer;
    this.algorithm = algorithm;
    this.tag = tag;
    this.zone = zone;
  }

  /** Signs by the fastest means present. */
  public static RRsetSigner of(Name zone, ZoneKey key) {
    return of(zone, key, key.key().signer());
  }

  /** Signs with a signer of the key's. */
  public static RRsetSigner of(Name zone, ZoneKey key, Signer signer) {
    return new RRsetSigner(signer, key.key().algorithm().number(), key.tag(), zone.canonical());
  }

  /**
   * The data of the RRSIG over an RRset, whose TTL is the original one.
   *
   * @throws org.polderdns.wire.WireFormatException if the RRset's data are not of its type
   */
  public Octets rrsig(RRset rrset, SignatureWindow window) {
    Name owner = rrset.owner();
    byte[] head = new byte[FIXED + zone.length()];
    head(rrset.type(), owner, rrset.ttl(), window, head);
    byte[] signed = CanonicalForm.records(head, owner, rrset, rrset.ttl());
    Octets signature = signer.sign(signed, 0, signed.length);
    byte[] rdata = new byte[head.length + signature.length()];
    System.arraycopy(head, 0, rdata, 0, head.length);
    signature.copyTo(rdata, head.length);
    return Octets.wrap(rdata);
  }

  private void head(RecordType type, Name owner, long ttl, SignatureWindow window, byte[] out) {
    int at = CanonicalForm.u16(out, 0, type.code());
    out[at++] = (byte) algorithm;
    out[at++] = (byte) (owner.labelCount() - (owner.isWildcard() ? 1 : 0));
    at = u32(out, at, ttl);
    at = u32(out, at, window.expiration());
    at = u32(out, at, window.inception());
    at = CanonicalForm.u16(out, at, tag);
    zone.copyTo(out, at);
  }

  private static int u32(byte[] out, int at, long value) {
    return CanonicalForm.u16(out, CanonicalForm.u16(out, at, (int) (value >> 16)), (int) value);
  }
}
