package org.polderdns.dnssec.key;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.polderdns.records.rr.Dnskey;
import org.polderdns.records.rr.Ds;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;

/** How a DS record's digest is made. GOST (3) is not among them. */
public enum DigestType {
  /** RFC 4034; validated, no more made unasked (RFC 8624 §3.3). */
  SHA1(1, "SHA-1"),
  /** RFC 4509. */
  SHA256(2, "SHA-256"),
  /** RFC 6605. */
  SHA384(4, "SHA-384");

  private final int number;
  private final String jcaName;

  DigestType(int number, String jcaName) {
    this.number = number;
    this.jcaName = jcaName;
  }

  /** The one of a number in DS records; empty if it is not known here. */
  public static Optional<DigestType> of(int number) {
    for (DigestType type : values()) {
      if (type.number == number) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** As in DS and CDS records. */
  public int number() {
    return number;
  }

  /** The DS of a key (RFC 4034 §5.1.4): the digest is over the owner and the DNSKEY's data. */
  public Ds ds(Name owner, Dnskey key) {
    Octets rdata = Dnskey.FORMAT.write(key);
    MessageDigest digest = newDigest();
    digest.update(owner.canonical().toOctets().toArray());
    digest.update(rdata.toArray());
    return new Ds(KeyTags.of(rdata), key.algorithm(), number, Octets.wrap(digest.digest()));
  }

  private MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance(jcaName);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + jcaName, e);
    }
  }
}
