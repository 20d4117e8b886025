package org.polderdns.records.rr;

import static org.polderdns.records.NameStyle.DECOMPRESSIBLE;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/** A server of a service: host and port (RFC 2782). */
public record Srv(int priority, int weight, int port, Name target) implements RdataView {
  public static final RdataFormat<Srv> FORMAT = RdataFormat.ofUniform(RecordType.SRV, Srv::walk);

  private static Srv walk(Fields<Srv> f) {
    return new Srv(
        f.u16("priority", Srv::priority),
        f.u16("weight", Srv::weight),
        f.u16("port", Srv::port),
        f.name("target", DECOMPRESSIBLE, Srv::target));
  }
}
