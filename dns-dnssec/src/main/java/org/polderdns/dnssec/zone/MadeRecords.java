package org.polderdns.dnssec.zone;

import java.util.List;
import org.polderdns.dnssec.key.ZoneKeys;
import org.polderdns.dnssec.zone.ZoneLayout.Position;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/**
 * The records of a signed zone that are made of its data, all but the signatures: those that tell of
 * keys at the apex, NSEC and NSEC3. Immutable.
 */
public final class MadeRecords {
  private final ApexRecords apexRecords;
  private final DenialRecords denial;

  private MadeRecords(ApexRecords apexRecords, DenialRecords denial) {
    this.apexRecords = apexRecords;
    this.denial = denial;
  }

  /**
   * @param soa of the zone, whose TTL and minimum the records get theirs from (RFC 9077)
   */
  public static MadeRecords of(Name apex, ZoneKeys keys, SigningOptions options, RRset soa) {
    DenialRecords denial = DenialRecords.of(apex, options.denial(), soa);
    return new MadeRecords(new ApexRecords(apex, keys, options, denial.minimum()), denial);
  }

  /** Whether records of a type are made when a zone is signed, and never its data. */
  public static boolean isMade(RecordType type, boolean atApex) {
    return ZoneLayout.isMade(type, atApex);
  }

  /** Whether an RRset of a type is signed at a name that is not occluded. */
  public static boolean isSigned(RecordType type, List<RRset> data, boolean atApex) {
    return Position.of(data, atApex).isSigned(type);
  }

  /** The RRsets at the apex without its NSEC. */
  public List<RRset> apex(List<RRset> data) {
    return apexRecords.of(data);
  }

  /** The NSEC and NSEC3 RRsets; of the apex with {@link #apex} as its data. */
  public DenialRecords denial() {
    return denial;
  }
}
