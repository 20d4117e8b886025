package org.polderdns.records.rr;

import static org.polderdns.records.NameStyle.COMPRESSIBLE;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/** A member of the mail group that the owner names (RFC 1035 §3.3.6). Experimental. */
public record Mg(Name mailbox) implements RdataView {
  public static final RdataFormat<Mg> FORMAT = RdataFormat.of(RecordType.MG, Mg::walk);

  private static Mg walk(Fields<Mg> f) {
    return new Mg(f.name("mailbox", COMPRESSIBLE, Mg::mailbox));
  }
}
