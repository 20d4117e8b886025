package org.polderdns.records.rr;

import static org.polderdns.records.NameStyle.COMPRESSIBLE;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/** The new name of the mailbox that the owner names (RFC 1035 §3.3.8). Experimental. */
public record Mr(Name mailbox) implements RdataView {
  public static final RdataFormat<Mr> FORMAT = RdataFormat.of(RecordType.MR, Mr::walk);

  private static Mr walk(Fields<Mr> f) {
    return new Mr(f.name("mailbox", COMPRESSIBLE, Mr::mailbox));
  }
}
