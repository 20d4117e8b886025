package org.polderdns.dnssec.key;

import org.polderdns.records.rr.Dnskey;

/**
 * A key as a zone has it.
 *
 * @param id by which the zone's keys are told apart; the key tag does not do, two may share one
 * @param flags of its DNSKEY, 256 or 257
 * @param life what it does, and when
 */
public record ZoneKey(long id, SigningKey key, int flags, KeyLife life) {
  public Dnskey dnskey() {
    return key.dnskey(flags);
  }

  /** 0 to 65535. */
  public int tag() {
    return key.tag(flags);
  }

  /** Whether the flags say that it is a secure entry point (RFC 4034 §2.1.1). */
  public boolean isSecureEntryPoint() {
    return (flags & KeyTags.SECURE_ENTRY_POINT) != 0;
  }
}
