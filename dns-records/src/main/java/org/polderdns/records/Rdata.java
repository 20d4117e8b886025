package org.polderdns.records;

import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/**
 * The data of one record: its type and its uncompressed octets on the wire, 0 to 65535 of them (RFC
 * 1035 §3.2.1). Two are equal if type and octets are; names in them are compared with their case.
 */
public record Rdata(RecordType type, Octets octets) implements Comparable<Rdata> {
  public Rdata {
    if (octets.length() > 65535) {
      throw new IllegalArgumentException("RDATA of " + octets.length() + " octets, at most 65535");
    }
  }

  /** By type, then by octets as RFC 4034 §6.3 orders RDATA. */
  @Override
  public int compareTo(Rdata other) {
    int difference = type.compareTo(other.type);
    return difference != 0 ? difference : octets.compareTo(other.octets);
  }
}
