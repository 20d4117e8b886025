package org.polderdns.records.rr;

import static org.polderdns.records.NameStyle.DECOMPRESSIBLE;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/** A server of the AFS cell, subtype 1, or DCE cell, 2, that the owner names (RFC 1183 §1). */
public record Afsdb(int subtype, Name host) implements RdataView {
  public static final RdataFormat<Afsdb> FORMAT =
      RdataFormat.ofUniform(RecordType.AFSDB, Afsdb::walk);

  private static Afsdb walk(Fields<Afsdb> f) {
    return new Afsdb(f.u16("subtype", Afsdb::subtype), f.name("host", DECOMPRESSIBLE, Afsdb::host));
  }
}
