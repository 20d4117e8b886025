package org.polderdns.records.rr;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/**
 * Pins a TLS certificate to a service, for DANE (RFC 6698 §2).
 *
 * @param usage 0 to 255
 * @param selector 0 to 255
 * @param matchingType 0 to 255
 */
public record Tlsa(int usage, int selector, int matchingType, Octets data) implements RdataView {
  public static final RdataFormat<Tlsa> FORMAT = RdataFormat.ofUniform(RecordType.TLSA, Tlsa::walk);

  static Tlsa walk(Fields<Tlsa> f) {
    return new Tlsa(
        f.u8("usage", Tlsa::usage),
        f.u8("selector", Tlsa::selector),
        f.u8("matchingType", Tlsa::matchingType),
        f.hex("data", Tlsa::data));
  }
}
