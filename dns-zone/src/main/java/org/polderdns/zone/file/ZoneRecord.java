package org.polderdns.zone.file;

import java.util.Comparator;
import org.polderdns.records.Rdata;
import org.polderdns.records.RdataFormats;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;

/**
 * One record of a master file.
 *
 * @param ttl seconds, 0 to 2^31-1 (RFC 2181 §8)
 * @param rdata uncompressed wire form
 */
public record ZoneRecord(Name owner, long ttl, RecordClass rclass, RecordType type, Octets rdata) {

  /**
   * The order of RFC 4034 §6: by owner, type and canonical RDATA, save that the SOA comes first at
   * its owner. So a zone begins with its SOA, as readers expect.
   */
  public static final Comparator<ZoneRecord> CANONICAL_ORDER = ZoneRecord::compare;

  /** Of class IN. */
  public static ZoneRecord of(Name owner, long ttl, Rdata rdata) {
    return new ZoneRecord(owner, ttl, RecordClass.IN, rdata.type(), rdata.octets());
  }

  private static int compare(ZoneRecord a, ZoneRecord b) {
    int difference = a.owner.compareTo(b.owner);
    if (difference != 0) {
      return difference;
    }
    if (a.type != b.type) {
      boolean soa = a.type == RecordType.SOA || b.type == RecordType.SOA;
      return soa ? (a.type == RecordType.SOA ? -1 : 1) : a.type.compareTo(b.type);
    }
    return canonical(a).compareTo(canonical(b));
  }

  private static Octets canonical(ZoneRecord record) {
    return RdataFormats.of(record.type).canonical(record.rdata);
  }

  /** The line that a master file has for it, names absolute. */
  @Override
  public String toString() {
    String text = RdataFormats.of(type).print(rdata);
    return owner + " " + ttl + " " + rclass + " " + type + (text.isEmpty() ? "" : " ") + text;
  }
}
