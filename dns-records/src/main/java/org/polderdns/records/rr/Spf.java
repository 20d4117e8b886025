package org.polderdns.records.rr;

import java.util.List;
import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** Sender policy, in the form of TXT; obsolete, TXT took its place (RFC 7208 §3.1). */
public record Spf(List<Octets> strings) implements RdataView {
  public static final RdataFormat<Spf> FORMAT = RdataFormat.ofUniform(RecordType.SPF, Spf::walk);

  private static Spf walk(Fields<Spf> f) {
    return new Spf(f.strings("strings", Spf::strings));
  }
}
