package org.polderdns.records.rr;

import static org.polderdns.records.NameStyle.COMPRESSIBLE;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/** A mail forwarder; obsolete, MX took its place (RFC 1035 §3.3.5). */
public record Mf(Name host) implements RdataView {
  public static final RdataFormat<Mf> FORMAT = RdataFormat.of(RecordType.MF, Mf::walk);

  private static Mf walk(Fields<Mf> f) {
    return new Mf(f.name("host", COMPRESSIBLE, Mf::host));
  }
}
