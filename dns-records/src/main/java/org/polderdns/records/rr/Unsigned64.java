package org.polderdns.records.rr;

import java.util.random.RandomGenerator;
import org.polderdns.records.FieldKind;
import org.polderdns.records.OctetBuilder;
import org.polderdns.records.Tokenizer;
import org.polderdns.wire.Name;
import org.polderdns.wire.OctetReader;
import org.polderdns.wire.Octets;
import org.polderdns.wire.PresentationFormatException;

/** Eight octets as an unsigned decimal number. */
enum Unsigned64 implements FieldKind<Octets> {
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
    try {
      long number = Long.parseUnsignedLong(in.text());
      return new OctetBuilder().u32(number >>> 32).u32(number).toOctets();
    } catch (NumberFormatException e) {
      throw new PresentationFormatException("expected 0 to 2^64-1, found " + in.shown(), e);
    }
  }

  @Override
  public void print(Octets value, StringBuilder out) {
    out.append(Long.toUnsignedString(value.u32(0) << 32 | value.u32(4)));
  }

  @Override
  public Octets random(RandomGenerator random) {
    return FixedOctets.random(8, random);
  }
}
