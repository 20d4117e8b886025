package org.polderdns.records.rr;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.polderdns.records.FieldKind;
import org.polderdns.records.IpText;
import org.polderdns.records.Json;
import org.polderdns.records.OctetBuilder;
import org.polderdns.records.Tokenizer;
import org.polderdns.wire.Name;
import org.polderdns.wire.OctetReader;
import org.polderdns.wire.Octets;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.wire.WireFormatException;

/**
 * APL's items up to the end, perhaps none: family, prefix length, one bit of negation and seven of
 * length, and the address without its zero octets at the end (RFC 3123 §4). Families other than
 * IPv4 and IPv6 have no text and are refused.
 */
final class AddressPrefixes implements FieldKind<List<AddressPrefix>> {
  static final AddressPrefixes KIND = new AddressPrefixes();

  private static final Pattern ITEM = Pattern.compile("(!?)([12]):([^/]+)/([0-9]{1,3})");

  private AddressPrefixes() {}

  @Override
  public List<AddressPrefix> read(OctetReader in) {
    List<AddressPrefix> prefixes = new ArrayList<>();
    while (in.remaining() > 0) {
      int family = in.u16();
      if (family != 1 && family != 2) {
        throw new WireFormatException("expected address family 1 or 2, found " + family);
      }
      int size = family == 1 ? 4 : 16;
      int length = in.u8();
      int negatedAndOctets = in.u8();
      int octets = negatedAndOctets & 0x7f;
      if (length > 8 * size) {
        throw new WireFormatException("prefix of " + length + " bits, at most " + 8 * size);
      }
      if (octets > size) {
        throw new WireFormatException("address of " + octets + " octets, at most " + size);
      }
      byte[] address = new byte[size];
      in.octets(address, 0, octets);
      if (octets > 0 && address[octets - 1] == 0) {
        throw new WireFormatException("address part ends in a zero octet");
      }
      prefixes.add(new AddressPrefix(negatedAndOctets > 0x7f, Octets.wrap(address), length));
    }
    return List.copyOf(prefixes);
  }

  @Override
  public void write(List<AddressPrefix> value, OctetBuilder out) {
    for (AddressPrefix prefix : value) {
      Octets address = prefix.address();
      int size = address.length();
      if (size != 4 && size != 16 || prefix.length() < 0 || prefix.length() > 8 * size) {
        throw new IllegalArgumentException("expected an address and its prefix, found " + prefix);
      }
      int octets = size;
      while (octets > 0 && address.at(octets - 1) == 0) {
        octets--;
      }
      out.u16(prefix.family()).u8(prefix.length()).u8((prefix.negated() ? 0x80 : 0) | octets);
      out.octets(address.slice(0, octets));
    }
  }

  private static AddressPrefix item(String text) {
    Matcher item = ITEM.matcher(text);
    Octets address = item.matches() ? IpText.parse(item.group(3)) : Octets.EMPTY;
    int size = item.matches() && item.group(2).equals("1") ? 4 : 16;
    int length = address.length() == size ? Integer.parseInt(item.group(4)) : 999;
    if (length > 8 * size) {
      throw new PresentationFormatException(
          "expected a prefix as 1:192.0.2.0/24 or !2:2001:db8::/32, found \"" + text + '"');
    }
    return new AddressPrefix(!item.group(1).isEmpty(), address, length);
  }

  @Override
  public List<AddressPrefix> parse(Tokenizer in, Name origin) {
    List<AddressPrefix> prefixes = new ArrayList<>();
    while (in.hasMore()) {
      prefixes.add(item(FieldKind.word(in, "a prefix")));
    }
    return List.copyOf(prefixes);
  }

  @Override
  public void print(List<AddressPrefix> value, StringBuilder out) {
    String separator = "";
    for (AddressPrefix prefix : value) {
      out.append(separator).append(prefix);
      separator = " ";
    }
  }

  @Override
  public Object toJson(List<AddressPrefix> value) {
    return value.stream().map(AddressPrefix::toString).toList();
  }

  @Override
  public List<AddressPrefix> fromJson(Object json) {
    return Json.list(json).stream().map(e -> item(Json.string(e))).toList();
  }

  @Override
  public List<AddressPrefix> random(RandomGenerator random) {
    List<AddressPrefix> prefixes = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      byte[] address = new byte[random.nextBoolean() ? 4 : 16];
      for (int octets = random.nextInt(address.length + 1); octets > 0; octets--) {
        address[octets - 1] = (byte) random.nextInt();
      }
      prefixes.add(new AddressPrefix(
          random.nextBoolean(), Octets.wrap(address), random.nextInt(8 * address.length + 1)));
    }
    return List.copyOf(prefixes);
  }
}
