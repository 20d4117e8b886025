package org.polderdns.records.rr;

import static org.polderdns.records.NameStyle.COMPRESSIBLE;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/** A mail destination; obsolete, MX took its place (RFC 1035 §3.3.4). */
public record Md(Name host) implements RdataView {
  public static final RdataFormat<Md> FORMAT = RdataFormat.of(RecordType.MD, Md::walk);

  private static Md walk(Fields<Md> f) {
    return new Md(f.name("host", COMPRESSIBLE, Md::host));
  }
}
