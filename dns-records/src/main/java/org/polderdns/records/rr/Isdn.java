package org.polderdns.records.rr;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/**
 * An ISDN number in digits, perhaps with a subaddress in hex digits (RFC 1183 §3.2).
 *
 * @param subaddress empty if {@code hasSubaddress} is false
 */
public record Isdn(Octets address, boolean hasSubaddress, Octets subaddress) implements RdataView {
  public static final RdataFormat<Isdn> FORMAT = RdataFormat.of(RecordType.ISDN, Isdn::walk);

  private static Isdn walk(Fields<Isdn> f) {
    Octets address = f.string("address", Isdn::address);
    boolean hasSubaddress = f.present("subaddress", Isdn::hasSubaddress);
    return new Isdn(
        address,
        hasSubaddress,
        hasSubaddress ? f.string("subaddress", Isdn::subaddress) : Octets.EMPTY);
  }
}
