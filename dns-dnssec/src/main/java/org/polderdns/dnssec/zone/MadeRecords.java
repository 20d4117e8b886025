package org.polderdns.dnssec.zone;

import java.util.List;
import org.polderdns.dnssec.key.ZoneKeys;
import org.polderdns.dnssec.zone.ZoneLayout.Position;
import org.polderdns.records.RRset;
import org.polderdns.records.TypeSet;
import org.polderdns.records.rr.Nsec;
import org.polderdns.records.rr.Nsec3;
import org.polderdns.records.rr.Soa;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.Nsec3Hash;

/**
 * The records of a signed zone that are made of its data, all but the signatures: those that tell of
 * keys at the apex, NSEC and NSEC3. Immutable.
 */
public final class MadeRecords {
  private final Name apex;
  private final DenialParameters denial;
  private final ApexRecords apexRecords;
  private final long negativeTtl;

  private MadeRecords(
      Name apex, DenialParameters denial, ApexRecords apexRecords, long negativeTtl) {
    this.apex = apex;
    this.denial = denial;
    this.apexRecords = apexRecords;
    this.negativeTtl = negativeTtl;
  }

  /**
   * @param soa of the zone, whose TTL and minimum the records get theirs from (RFC 9077)
   */
  public static MadeRecords of(Name apex, ZoneKeys keys, SigningOptions options, RRset soa) {
    long minimum = Soa.FORMAT.read(soa.rdatas().get(0)).minimum();
    return new MadeRecords(
        apex,
        options.denial(),
        new ApexRecords(apex, keys, options, minimum),
        Math.min(soa.ttl(), minimum));
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

  /**
   * The NSEC RRset of a name that is not occluded.
   *
   * @param data what the name owns; of the apex {@link #apex}. None for the NSEC of an empty
   *     non-terminal, which no chain has
   */
  public RRset nsec(Name owner, List<RRset> data, Name next) {
    return nsec(owner, TypeBitmaps.nsec(position(owner, data), data), next);
  }

  /** An NSEC RRset with some types. */
  public RRset nsec(Name owner, TypeSet types, Name next) {
    return RRset.of(owner, negativeTtl, Nsec.FORMAT.rdata(new Nsec(next, types)));
  }

  /** The NSEC3 RRset of a name that is not occluded, of no data if it is an empty non-terminal. */
  public RRset nsec3(Octets hash, Name name, List<RRset> data, Octets next) {
    return nsec3(hash, TypeBitmaps.nsec3(position(name, data), data), next);
  }

  /** An NSEC3 RRset with some types. */
  public RRset nsec3(Octets hash, TypeSet types, Octets next) {
    Nsec3 nsec3 = new Nsec3(
        Nsec3Hash.SHA1, denial.optOut() ? 1 : 0, denial.iterations(), denial.salt(), next, types);
    Name owner = Nsec3Hash.ownerName(hash, apex);
    return RRset.of(owner, negativeTtl, Nsec3.FORMAT.rdata(nsec3));
  }

  private Position position(Name name, List<RRset> data) {
    return Position.of(data, name.equals(apex));
  }
}
