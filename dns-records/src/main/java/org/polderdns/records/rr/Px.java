package org.polderdns.records.rr;

import static org.polderdns.records.NameStyle.DECOMPRESSIBLE;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/** The X.400 counterpart of a mail domain (RFC 2163 §4). */
public record Px(int preference, Name map822, Name mapx400) implements RdataView {
  public static final RdataFormat<Px> FORMAT = RdataFormat.of(RecordType.PX, Px::walk);

  private static Px walk(Fields<Px> f) {
    return new Px(
        f.u16("preference", Px::preference),
        f.name("map822", DECOMPRESSIBLE, Px::map822),
        f.name("mapx400", DECOMPRESSIBLE, Px::mapx400));
  }
}
