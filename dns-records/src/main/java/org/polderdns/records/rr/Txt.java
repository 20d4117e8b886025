package org.polderdns.records.rr;

import java.util.List;
import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** One or more character-strings of 0 to 255 octets each (RFC 1035 §3.3.14). */
public record Txt(List<Octets> strings) implements RdataView {
  public static final RdataFormat<Txt> FORMAT = RdataFormat.ofUniform(RecordType.TXT, Txt::walk);

  private static Txt walk(Fields<Txt> f) {
    return new Txt(f.strings("strings", Txt::strings));
  }
}
