package org.polderdns.dnssec.online;

/**
 * A key of a zone as it is stored; nothing in it is sure to parse.
 *
 * @param id by which the zone's keys are told apart
 * @param flags of its DNSKEY, 256 or 257
 * @param active whether it signs
 * @param published whether it is in the DNSKEY RRset
 * @param content the private key ({@link org.polderdns.dnssec.key.IscKeyText}); secret, {@link
 *     #toString} has nothing of it
 */
public record KeyRow(long id, int flags, boolean active, boolean published, String content) {
  @Override
  public String toString() {
    return "key " + id + " flags=" + flags + " active=" + active + " published=" + published;
  }
}
