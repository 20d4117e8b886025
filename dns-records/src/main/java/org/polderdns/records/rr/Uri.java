package org.polderdns.records.rr;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/**
 * Where a service is, as a URI (RFC 7553 §4).
 *
 * @param target octets of the URI, without a length before them
 */
public record Uri(int priority, int weight, Octets target) implements RdataView {
  public static final RdataFormat<Uri> FORMAT = RdataFormat.of(RecordType.URI, Uri::walk);

  private static Uri walk(Fields<Uri> f) {
    return new Uri(
        f.u16("priority", Uri::priority),
        f.u16("weight", Uri::weight),
        f.text("target", Uri::target));
  }
}
