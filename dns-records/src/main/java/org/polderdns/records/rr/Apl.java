package org.polderdns.records.rr;

import java.util.List;
import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.RecordType;

/** A list of address prefixes, each perhaps negated (RFC 3123 §4). */
public record Apl(List<AddressPrefix> prefixes) implements RdataView {
  public static final RdataFormat<Apl> FORMAT = RdataFormat.of(RecordType.APL, Apl::walk);

  private static Apl walk(Fields<Apl> f) {
    return new Apl(f.field("prefixes", AddressPrefixes.KIND, Apl::prefixes));
  }
}
