package org.polderdns.records.rr;

import static org.polderdns.records.NameStyle.COMPRESSIBLE;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/** A nameserver of the zone cut or apex that owns it (RFC 1035 §3.3.11). */
public record Ns(Name nameserver) implements RdataView {
  public static final RdataFormat<Ns> FORMAT = RdataFormat.ofUniform(RecordType.NS, Ns::walk);

  private static Ns walk(Fields<Ns> f) {
    return new Ns(f.name("nameserver", COMPRESSIBLE, Ns::nameserver));
  }
}
