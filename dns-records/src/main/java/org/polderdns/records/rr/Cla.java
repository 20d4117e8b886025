package org.polderdns.records.rr;

import java.util.List;
import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** Convergence layer adapters of an ipn node, in character-strings (RFC 9758 §9). */
public record Cla(List<Octets> strings) implements RdataView {
  public static final RdataFormat<Cla> FORMAT = RdataFormat.of(RecordType.CLA, Cla::walk);

  private static Cla walk(Fields<Cla> f) {
    return new Cla(f.strings("strings", Cla::strings));
  }
}
