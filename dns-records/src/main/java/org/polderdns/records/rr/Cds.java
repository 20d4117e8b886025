package org.polderdns.records.rr;

import org.polderdns.records.RdataFormat;
import org.polderdns.wire.RecordType;

/** What the child wants its DS RRset to be (RFC 7344 §3.1); {@code 0 0 0 00} asks for none. */
public final class Cds {
  public static final RdataFormat<Ds> FORMAT = RdataFormat.ofUniform(RecordType.CDS, Ds::walk);

  private Cds() {}
}
