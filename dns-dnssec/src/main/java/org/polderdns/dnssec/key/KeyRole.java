package org.polderdns.dnssec.key;

/** What a key signs (RFC 6781 §3.1). */
public enum KeyRole {
  /** Key-signing key: the DNSKEY, CDS and CDNSKEY RRsets. */
  KSK,
  /** Zone-signing key: all other RRsets. */
  ZSK,
  /** Combined signing key: all RRsets. */
  CSK;

  public boolean signsKeys() {
    return this != ZSK;
  }

  public boolean signsData() {
    return this != KSK;
  }
}
