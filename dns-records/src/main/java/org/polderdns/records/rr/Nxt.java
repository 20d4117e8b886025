package org.polderdns.records.rr;

import static org.polderdns.records.NameStyle.DECOMPRESSIBLE;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.records.TypeSet;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/**
 * The next name of the zone and the types at the owner, all below 128; obsolete, NSEC took its place
 * (RFC 2535 §5.2).
 */
public record Nxt(Name nextName, TypeSet types) implements RdataView {
  public static final RdataFormat<Nxt> FORMAT = RdataFormat.of(RecordType.NXT, Nxt::walk);

  private static Nxt walk(Fields<Nxt> f) {
    return new Nxt(
        f.name("nextName", DECOMPRESSIBLE, Nxt::nextName),
        f.field("types", NxtTypes.KIND, Nxt::types));
  }
}
