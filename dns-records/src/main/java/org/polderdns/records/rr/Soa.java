package org.polderdns.records.rr;

import static org.polderdns.records.NameStyle.COMPRESSIBLE;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/**
 * The start of a zone (RFC 1035 §3.3.13). All numbers are 0 to 2^32-1.
 *
 * @param primary the zone's first source, MNAME
 * @param mailbox of who is responsible, RNAME
 * @param serial of the zone's version; compared by RFC 1982
 * @param refresh seconds between a secondary's looks at the serial
 * @param retry seconds after which a failed look is repeated
 * @param expire seconds after which a secondary that cannot refresh stops answering
 * @param minimum seconds, TTL of negative answers (RFC 2308 §4)
 */
public record Soa(
    Name primary, Name mailbox, long serial, long refresh, long retry, long expire, long minimum)
    implements RdataView {
  public static final RdataFormat<Soa> FORMAT = RdataFormat.ofUniform(RecordType.SOA, Soa::walk);

  private static Soa walk(Fields<Soa> f) {
    return new Soa(
        f.name("primary", COMPRESSIBLE, Soa::primary),
        f.name("mailbox", COMPRESSIBLE, Soa::mailbox),
        f.u32("serial", Soa::serial),
        f.duration("refresh", Soa::refresh),
        f.duration("retry", Soa::retry),
        f.duration("expire", Soa::expire),
        f.duration("minimum", Soa::minimum));
  }
}
