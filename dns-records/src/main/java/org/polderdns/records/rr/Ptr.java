package org.polderdns.records.rr;

import static org.polderdns.records.NameStyle.COMPRESSIBLE;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/** A pointer to another name (RFC 1035 §3.3.12). */
public record Ptr(Name target) implements RdataView {
  public static final RdataFormat<Ptr> FORMAT = RdataFormat.ofUniform(RecordType.PTR, Ptr::walk);

  private static Ptr walk(Fields<Ptr> f) {
    return new Ptr(f.name("target", COMPRESSIBLE, Ptr::target));
  }
}
