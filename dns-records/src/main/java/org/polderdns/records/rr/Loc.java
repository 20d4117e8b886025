package org.polderdns.records.rr;

import java.util.function.Function;
import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.RecordType;

/**
 * Where a host or network is (RFC 1876 §2).
 *
 * @param size diameter of a sphere around it in centimetres, 0 to 9000000000, one digit and zeros;
 *     as are the precisions
 * @param latitude thousandths of a second of arc north of the equator, within 90 degrees
 * @param longitude thousandths of a second of arc east of Greenwich, within 180 degrees
 * @param altitude centimetres above the WGS 84 ellipsoid, -10000000 to 4284967295
 */
public record Loc(
    long size,
    long horizontalPrecision,
    long verticalPrecision,
    int latitude,
    int longitude,
    long altitude)
    implements RdataView {
  public static final RdataFormat<Loc> FORMAT = RdataFormat.of(RecordType.LOC, Loc::walk);

  private static Loc walk(Fields<Loc> f) {
    return f.whole(Location.KIND, Function.identity());
  }
}
