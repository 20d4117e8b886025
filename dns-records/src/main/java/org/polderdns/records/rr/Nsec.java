package org.polderdns.records.rr;

import static org.polderdns.records.NameStyle.PLAIN;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.records.TypeSet;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/**
 * The next owner name of the zone and the types that this one has (RFC 4034 §4.1). The name keeps
 * its case in canonical form (RFC 6840 §5.1).
 */
public record Nsec(Name nextName, TypeSet types) implements RdataView {
  public static final RdataFormat<Nsec> FORMAT = RdataFormat.ofUniform(RecordType.NSEC, Nsec::walk);

  private static Nsec walk(Fields<Nsec> f) {
    return new Nsec(f.name("nextName", PLAIN, Nsec::nextName), f.types("types", Nsec::types));
  }
}
