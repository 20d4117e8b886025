package org.polderdns.records.rr;

import static org.polderdns.records.NameStyle.PLAIN;

import java.util.List;
import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.records.SvcParam;
import org.polderdns.records.SvcParams;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/**
 * Where and how a service is reached (RFC 9460 §2).
 *
 * @param priority 0 is an alias
 * @param target the root stands for the owner, or in an alias for no service
 * @param params in ascending order of their keys
 */
public record Svcb(int priority, Name target, List<SvcParam> params) implements RdataView {
  public static final RdataFormat<Svcb> FORMAT = RdataFormat.of(RecordType.SVCB, Svcb::walk);

  static Svcb walk(Fields<Svcb> f) {
    return new Svcb(
        f.u16("priority", Svcb::priority),
        f.name("target", PLAIN, Svcb::target),
        f.field("params", SvcParams.KIND, Svcb::params));
  }
}
