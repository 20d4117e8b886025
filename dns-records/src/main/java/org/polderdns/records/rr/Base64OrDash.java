package org.polderdns.records.rr;

import java.util.Base64;
import java.util.random.RandomGenerator;
import org.polderdns.records.FieldKind;
import org.polderdns.records.OctetBuilder;
import org.polderdns.records.Tokenizer;
import org.polderdns.wire.Name;
import org.polderdns.wire.OctetReader;
import org.polderdns.wire.Octets;
import org.polderdns.wire.PresentationFormatException;

/** All octets up to the end, in base64; a hyphen for none. */
enum Base64OrDash implements FieldKind<Octets> {
  KIND;

  @Override
  public Octets read(OctetReader in) {
    return in.rest();
  }

  @Override
  public void write(Octets value, OctetBuilder out) {
    out.octets(value);
  }

  @Override
  public Octets parse(Tokenizer in, Name origin) {
    StringBuilder text = new StringBuilder();
    while (in.hasMore()) {
      in.next();
      text.append(in.text());
    }
    if (text.toString().equals("-")) {
      return Octets.EMPTY;
    }
    try {
      Octets value = Octets.wrap(Base64.getDecoder().decode(text.toString()));
      if (value.length() > 0) {
        return value;
      }
    } catch (IllegalArgumentException e) {
      // told below, with what was found
    }
    throw new PresentationFormatException("expected base64 or -, found \"" + text + '"');
  }

  @Override
  public void print(Octets value, StringBuilder out) {
    out.append(value.length() == 0 ? "-" : Base64.getEncoder().encodeToString(value.toArray()));
  }

  @Override
  public Octets random(RandomGenerator random) {
    return FixedOctets.random(random.nextInt(40), random);
  }
}
