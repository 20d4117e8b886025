package org.polderdns.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * The network that a question came from, or that an answer is for (RFC 7871 §6).
 *
 * <p>Octets: family (2), source prefix length, scope prefix length, and as much of the address as
 * the source prefix needs, the bits behind it zero.
 *
 * @param family 1 for IPv4, 2 for IPv6 (IANA "Address Family Numbers")
 * @param sourcePrefix bits of the address, 0 to 32 or 128
 * @param scopePrefix bits that the answer is for, 0 in a question
 * @param address the octets that {@code sourcePrefix} needs
 */
public record ClientSubnet(int family, int sourcePrefix, int scopePrefix, Octets address) {
  public static final int IPV4 = 1;
  public static final int IPV6 = 2;

  /**
   * @throws WireFormatException if the family is another, a prefix is longer than an address, the
   *     address is not of the octets needed, or a bit behind the prefix is set
   */
  public ClientSubnet {
    if (family != IPV4 && family != IPV6) {
      throw new WireFormatException("client subnet: family " + family + " is not 1 or 2");
    }
    int bits = family == IPV4 ? 32 : 128;
    if (sourcePrefix < 0 || sourcePrefix > bits || scopePrefix < 0 || scopePrefix > bits) {
      throw new WireFormatException(
          "client subnet: prefix " + sourcePrefix + " or scope " + scopePrefix + " over " + bits);
    }
    if (address.length() != (sourcePrefix + 7) / 8) {
      throw new WireFormatException(
          "client subnet: " + address.length() + " octets for a prefix of " + sourcePrefix);
    }
    int used = sourcePrefix % 8;
    if (used != 0 && (address.at(address.length() - 1) & 0xff >> used) != 0) {
      throw new WireFormatException("client subnet: bits set behind the prefix");
    }
  }

  /**
   * The subnet of an address, scope 0.
   *
   * @param prefix 0 to 32 or 128, the bits behind it are cleared
   */
  public static ClientSubnet of(InetAddress client, int prefix) {
    byte[] octets = client.getAddress();
    if (prefix < 0 || prefix > octets.length * 8) {
      throw new IllegalArgumentException("prefix " + prefix + " of " + client);
    }
    byte[] kept = Arrays.copyOf(octets, (prefix + 7) / 8);
    if (prefix % 8 != 0) {
      kept[kept.length - 1] &= (byte) (0xff00 >> prefix % 8);
    }
    return new ClientSubnet(octets.length == 4 ? IPV4 : IPV6, prefix, 0, Octets.wrap(kept));
  }

  /**
   * Reads the data of the option.
   *
   * @throws WireFormatException if it is not as RFC 7871 §6 demands
   */
  public static ClientSubnet read(Octets data) {
    OctetReader reader = data.reader();
    return new ClientSubnet(reader.u16(), reader.u8(), reader.u8(), reader.rest());
  }

  /**
   * Reads the data of the option in a question.
   *
   * @throws WireFormatException as {@link #read}, or if the scope is not 0 (RFC 7871 §7.1.2)
   */
  public static ClientSubnet readRequest(Octets data) {
    ClientSubnet subnet = read(data);
    if (subnet.scopePrefix != 0) {
      throw new WireFormatException(
          "client subnet: scope " + subnet.scopePrefix + " in a question");
    }
    return subnet;
  }

  /** The same subnet as an answer says it. */
  public ClientSubnet withScope(int scope) {
    return new ClientSubnet(family, sourcePrefix, scope, address);
  }

  /** The address, zero behind the prefix. */
  public InetAddress inetAddress() {
    byte[] full = new byte[family == IPV4 ? 4 : 16];
    address.copyTo(full, 0);
    try {
      return InetAddress.getByAddress(full);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  public EdnsOption toOption() {
    OctetWriter out = new OctetWriter(20);
    out.u16(family);
    out.u8(sourcePrefix);
    out.u8(scopePrefix);
    out.octets(address);
    return new EdnsOption(EdnsOption.CLIENT_SUBNET, out.toOctets());
  }

  /** As {@code 192.0.2.0/24/0}: address, source prefix, scope. */
  @Override
  public String toString() {
    return inetAddress().getHostAddress() + "/" + sourcePrefix + "/" + scopePrefix;
  }
}
