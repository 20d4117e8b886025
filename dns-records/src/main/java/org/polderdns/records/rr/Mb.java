package org.polderdns.records.rr;

import static org.polderdns.records.NameStyle.COMPRESSIBLE;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/** The host of the mailbox that the owner names (RFC 1035 §3.3.3). Experimental. */
public record Mb(Name host) implements RdataView {
  public static final RdataFormat<Mb> FORMAT = RdataFormat.of(RecordType.MB, Mb::walk);

  private static Mb walk(Fields<Mb> f) {
    return new Mb(f.name("host", COMPRESSIBLE, Mb::host));
  }
}
