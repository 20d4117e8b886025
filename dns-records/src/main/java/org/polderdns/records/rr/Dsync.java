package org.polderdns.records.rr;

import static org.polderdns.records.NameStyle.PLAIN;

import org.polderdns.records.Fields;
import org.polderdns.records.Mnemonics;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/**
 * Where a child may announce changes of its delegation (RFC 9859 §2).
 *
 * @param covered the type that changed, as CDS or CSYNC
 * @param scheme 1 is NOTIFY
 * @param port 0 to 65535
 */
public record Dsync(RecordType covered, int scheme, int port, Name target) implements RdataView {
  private static final Mnemonics SCHEMES = Mnemonics.readAndWritten("1 NOTIFY");

  public static final RdataFormat<Dsync> FORMAT = RdataFormat.of(RecordType.DSYNC, Dsync::walk);

  private static Dsync walk(Fields<Dsync> f) {
    return new Dsync(
        f.type("covered", Dsync::covered),
        f.u8("scheme", SCHEMES, Dsync::scheme),
        f.u16("port", Dsync::port),
        f.name("target", PLAIN, Dsync::target));
  }
}
