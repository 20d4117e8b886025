package org.polderdns.records.rr;

import org.polderdns.records.IpText;
import org.polderdns.wire.Octets;

/**
 * A range of addresses in APL (RFC 3123 §4).
 *
 * @param negated whether the list is not to hold the range
 * @param address 4 or 16 octets: IPv4 is family 1, IPv6 family 2 (IANA "Address Family Numbers")
 * @param length bits of the prefix, 0 to 32 or 128
 */
public record AddressPrefix(boolean negated, Octets address, int length) {
  /** 1 or 2. */
  public int family() {
    return address.length() == 4 ? 1 : 2;
  }

  /** Presentation format: {@code !1:192.0.2.0/24}. */
  @Override
  public String toString() {
    return (negated ? "!" : "") + family() + ':' + IpText.format(address) + '/' + length;
  }
}
