package org.polderdns.records.rr;

import java.util.List;
import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/**
 * A host's identity and its rendezvous servers (RFC 8005 §5).
 *
 * @param servers in order of preference
 */
public record Hip(HostIdentity identity, List<Name> servers) implements RdataView {
  public static final RdataFormat<Hip> FORMAT = RdataFormat.of(RecordType.HIP, Hip::walk);

  private static Hip walk(Fields<Hip> f) {
    return new Hip(
        f.field("identity", HostIdentity.KIND, Hip::identity),
        f.field("servers", NameList.KIND, Hip::servers));
  }
}
