package org.polderdns.backend;

/**
 * A signing key of a zone as a store keeps it, raw: nothing in it is sure to parse.
 *
 * @param id the store's number of the key, over 0; another key of the store never has it at the
 *     same time
 * @param flags those of its DNSKEY (RFC 4034 §2.1.1): 256 for a ZSK, 257 for a KSK or CSK
 * @param active whether it signs
 * @param published whether its DNSKEY is in the zone
 * @param content the private key, in the text that BIND's tools write (version 1.2), or where it is
 *     in a token. It is secret: no message and no log may have it, and {@link #toString} has not
 */
public record StoredKey(long id, int flags, boolean active, boolean published, String content) {
  /** All but the content. */
  @Override
  public String toString() {
    return "key " + id + " flags=" + flags + " active=" + active + " published=" + published;
  }
}
