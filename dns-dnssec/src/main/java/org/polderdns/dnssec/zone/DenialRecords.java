package org.polderdns.dnssec.zone;

import java.util.List;
import org.polderdns.dnssec.zone.ZoneLayout.Position;
import org.polderdns.records.RRset;
import org.polderdns.records.TypeSet;
import org.polderdns.records.rr.Nsec;
import org.polderdns.records.rr.Nsec3;
import org.polderdns.records.rr.Nsec3Param;
import org.polderdns.records.rr.Soa;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.zone.Nsec3Hash;

/** The NSEC and NSEC3 records of a zone, as they are made of its data. Immutable. */
public final class DenialRecords {
  private final Name apex;
  private final DenialParameters denial;
  private final long minimum;
  private final long negativeTtl;

  private DenialRecords(Name apex, DenialParameters denial, long minimum, long negativeTtl) {
    this.apex = apex;
    this.denial = denial;
    this.minimum = minimum;
    this.negativeTtl = negativeTtl;
  }

  /**
   * @param soa of the zone, whose TTL and minimum the records get theirs from (RFC 9077)
   */
  public static DenialRecords of(Name apex, DenialParameters denial, RRset soa) {
    long minimum = Soa.FORMAT.read(soa.rdatas().get(0)).minimum();
    return new DenialRecords(apex, denial, minimum, Math.min(soa.ttl(), minimum));
  }

  /** The SOA's minimum. */
  long minimum() {
    return minimum;
  }

  /** The NSEC3PARAM RRset of the apex. */
  public RRset nsec3Param() {
    return RRset.of(apex, minimum, Nsec3Param.FORMAT.rdata(denial.nsec3Param()));
  }

  /**
   * The NSEC RRset of a name that is not occluded.
   *
   * @param data what the name owns, without what signing makes. None for the NSEC of an empty
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
