package org.polderdns.records.rr;

import java.util.random.RandomGenerator;
import org.polderdns.records.FieldKind;
import org.polderdns.records.OctetBuilder;
import org.polderdns.records.Tokenizer;
import org.polderdns.wire.Name;
import org.polderdns.wire.OctetReader;
import org.polderdns.wire.Octets;
import org.polderdns.wire.PresentationFormatException;

/** Eight octets as four groups of up to four hex digits joined by colons (RFC 6742 §2.1.2). */
enum Quads implements FieldKind<Octets> {
  KIND;

  @Override
  public Octets read(OctetReader in) {
    return in.octets(8);
  }

  @Override
  public void write(Octets value, OctetBuilder out) {
    FixedOctets.write(value, 8, out);
  }

  @Override
  public Octets parse(Tokenizer in, Name origin) {
    in.next();
    String text = in.text();
    if (!text.matches("[0-9A-Fa-f]{1,4}(:[0-9A-Fa-f]{1,4}){3}")) {
      throw new PresentationFormatException(
          "expected four groups of hex digits joined by colons, found " + in.shown());
    }
    OctetBuilder out = new OctetBuilder();
    for (String group : text.split(":", -1)) {
      out.u16(Integer.parseInt(group, 16));
    }
    return out.toOctets();
  }

  @Override
  public void print(Octets value, StringBuilder out) {
    for (int i = 0; i < 8; i += 2) {
      out.append(i == 0 ? "" : ":").append(Integer.toHexString(value.u16(i)));
    }
  }

  @Override
  public Octets random(RandomGenerator random) {
    return FixedOctets.random(8, random);
  }
}
