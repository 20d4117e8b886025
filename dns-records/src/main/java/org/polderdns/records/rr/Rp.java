package org.polderdns.records.rr;

import static org.polderdns.records.NameStyle.DECOMPRESSIBLE;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/** Mailbox of a responsible person, and a name that has TXT about it (RFC 1183 §2.2). */
public record Rp(Name mailbox, Name text) implements RdataView {
  public static final RdataFormat<Rp> FORMAT = RdataFormat.ofUniform(RecordType.RP, Rp::walk);

  private static Rp walk(Fields<Rp> f) {
    return new Rp(
        f.name("mailbox", DECOMPRESSIBLE, Rp::mailbox), f.name("text", DECOMPRESSIBLE, Rp::text));
  }
}
