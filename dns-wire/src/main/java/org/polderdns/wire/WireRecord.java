package org.polderdns.wire;

/**
 * A record in a message (RFC 1035 §4.1.3), of whose RDATA nothing is known but its octets.
 *
 * @param ttl seconds, 0 to 2^32-1 as it stands there; what is over 2^31-1 means 0 (RFC 2181 §8)
 * @param rdata without compression
 */
public record WireRecord(Name owner, RecordType type, RecordClass rclass, long ttl, Octets rdata) {
  public WireRecord {
    if (ttl >>> 32 != 0) {
      throw new IllegalArgumentException("TTL " + ttl + " is not 0 to 2^32-1");
    }
    if (rdata.length() > 65535) {
      throw new IllegalArgumentException("RDATA of " + rdata.length() + " octets");
    }
  }

  /** Owner, TTL, class, type and the RDATA in generic form (RFC 3597 §5). */
  @Override
  public String toString() {
    return owner + " " + ttl + " " + rclass + " " + type + " \\# " + rdata.length()
        + (rdata.length() == 0 ? "" : " " + rdata);
  }
}
