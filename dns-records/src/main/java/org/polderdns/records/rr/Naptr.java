package org.polderdns.records.rr;

import static org.polderdns.records.NameStyle.DECOMPRESSIBLE;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** A rule that rewrites a string into a URI or a name to ask next (RFC 3403 §4.1). */
public record Naptr(
    int order, int preference, Octets flags, Octets services, Octets regexp, Name replacement)
    implements RdataView {
  public static final RdataFormat<Naptr> FORMAT =
      RdataFormat.ofUniform(RecordType.NAPTR, Naptr::walk);

  private static Naptr walk(Fields<Naptr> f) {
    return new Naptr(
        f.u16("order", Naptr::order),
        f.u16("preference", Naptr::preference),
        f.string("flags", Naptr::flags),
        f.string("services", Naptr::services),
        f.string("regexp", Naptr::regexp),
        f.name("replacement", DECOMPRESSIBLE, Naptr::replacement));
  }
}
