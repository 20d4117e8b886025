package org.polderdns.records.rr;

import java.util.List;
import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** Status of a zone, in character-strings (draft-reid-dnsext-zs). */
public record Ninfo(List<Octets> strings) implements RdataView {
  public static final RdataFormat<Ninfo> FORMAT = RdataFormat.of(RecordType.NINFO, Ninfo::walk);

  private static Ninfo walk(Fields<Ninfo> f) {
    return new Ninfo(f.strings("strings", Ninfo::strings));
  }
}
