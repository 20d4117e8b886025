package org.polderdns.records.rr;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/**
 * A digital object (draft-durand-doa-over-dns).
 *
 * @param enterprise IANA number, 0 to 2^32-1
 * @param objectType 0 to 2^32-1
 * @param location 0 to 255
 * @param mediaType 0 to 255 octets
 */
public record Doa(long enterprise, long objectType, int location, Octets mediaType, Octets data)
    implements RdataView {
  public static final RdataFormat<Doa> FORMAT = RdataFormat.of(RecordType.DOA, Doa::walk);

  private static Doa walk(Fields<Doa> f) {
    return new Doa(
        f.u32("enterprise", Doa::enterprise),
        f.u32("objectType", Doa::objectType),
        f.u8("location", Doa::location),
        f.string("mediaType", Doa::mediaType),
        f.field("data", Base64OrDash.KIND, Doa::data));
  }
}
