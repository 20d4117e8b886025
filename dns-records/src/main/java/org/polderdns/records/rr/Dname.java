package org.polderdns.records.rr;

import static org.polderdns.records.NameStyle.LOWERCASED;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/** The name that replaces the owner at the end of all names below it (RFC 6672 §2.1). */
public record Dname(Name target) implements RdataView {
  public static final RdataFormat<Dname> FORMAT =
      RdataFormat.ofUniform(RecordType.DNAME, Dname::walk);

  private static Dname walk(Fields<Dname> f) {
    return new Dname(f.name("target", LOWERCASED, Dname::target));
  }
}
