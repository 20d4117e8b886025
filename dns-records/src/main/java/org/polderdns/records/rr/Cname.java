package org.polderdns.records.rr;

import static org.polderdns.records.NameStyle.COMPRESSIBLE;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/** The name that the owner is an alias of (RFC 1035 §3.3.1). */
public record Cname(Name target) implements RdataView {
  public static final RdataFormat<Cname> FORMAT =
      RdataFormat.ofUniform(RecordType.CNAME, Cname::walk);

  private static Cname walk(Fields<Cname> f) {
    return new Cname(f.name("target", COMPRESSIBLE, Cname::target));
  }
}
