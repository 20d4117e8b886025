package org.polderdns.records.rr;

import java.util.List;
import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** Application visibility data, in character-strings (IANA registry, type 258). */
public record Avc(List<Octets> strings) implements RdataView {
  public static final RdataFormat<Avc> FORMAT = RdataFormat.of(RecordType.AVC, Avc::walk);

  private static Avc walk(Fields<Avc> f) {
    return new Avc(f.strings("strings", Avc::strings));
  }
}
