package org.polderdns.records.rr;

import java.util.random.RandomGenerator;
import org.polderdns.records.FieldKind;
import org.polderdns.records.OctetBuilder;
import org.polderdns.records.Tokenizer;
import org.polderdns.wire.Name;
import org.polderdns.wire.OctetReader;
import org.polderdns.wire.Octets;
import org.polderdns.wire.PresentationFormatException;

/** Octets as pairs of hex digits joined by hyphens (RFC 7043 §3.2). */
enum DashedHex implements FieldKind<Octets> {
  EUI48(6),
  EUI64(8);

  private final int length;

  DashedHex(int length) {
    this.length = length;
  }

  @Override
  public Octets read(OctetReader in) {
    return in.octets(length);
  }

  @Override
  public void write(Octets value, OctetBuilder out) {
    FixedOctets.write(value, length, out);
  }

  @Override
  public Octets parse(Tokenizer in, Name origin) {
    in.next();
    String text = in.text();
    if (!text.matches("[0-9A-Fa-f]{2}(-[0-9A-Fa-f]{2}){" + (length - 1) + "}")) {
      throw new PresentationFormatException(
          "expected " + length + " pairs of hex digits joined by hyphens, found " + in.shown());
    }
    return Octets.parseHex(text.replace("-", ""));
  }

  @Override
  public void print(Octets value, StringBuilder out) {
    String hex = value.toHex();
    for (int i = 0; i < hex.length(); i += 2) {
      out.append(i == 0 ? "" : "-").append(hex, i, i + 2);
    }
  }

  @Override
  public Octets random(RandomGenerator random) {
    return FixedOctets.random(length, random);
  }
}
