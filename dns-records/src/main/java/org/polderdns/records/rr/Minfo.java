package org.polderdns.records.rr;

import static org.polderdns.records.NameStyle.COMPRESSIBLE;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/**
 * Who is responsible for a mailing list, and who is told of errors (RFC 1035 §3.3.7).
 * Experimental.
 */
public record Minfo(Name owner, Name errors) implements RdataView {
  public static final RdataFormat<Minfo> FORMAT = RdataFormat.of(RecordType.MINFO, Minfo::walk);

  private static Minfo walk(Fields<Minfo> f) {
    return new Minfo(
        f.name("owner", COMPRESSIBLE, Minfo::owner), f.name("errors", COMPRESSIBLE, Minfo::errors));
  }
}
