package org.polderdns.records.rr;

import java.util.List;
import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** What a resolver can do, in character-strings (RFC 9606 §5). */
public record Resinfo(List<Octets> strings) implements RdataView {
  public static final RdataFormat<Resinfo> FORMAT =
      RdataFormat.of(RecordType.RESINFO, Resinfo::walk);

  private static Resinfo walk(Fields<Resinfo> f) {
    return new Resinfo(f.strings("strings", Resinfo::strings));
  }
}
