package org.polderdns.records.rr;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import org.polderdns.records.FieldKind;
import org.polderdns.records.OctetBuilder;
import org.polderdns.records.Tokenizer;
import org.polderdns.wire.Name;
import org.polderdns.wire.OctetReader;
import org.polderdns.wire.Octets;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.wire.WireFormatException;

/** One octet of length and 1 to 255 ASCII letters and digits (RFC 8659 §4.1). */
enum CaaTag implements FieldKind<Octets> {
  KIND;

  @Override
  public Octets read(OctetReader in) {
    Octets tag = in.octets(in.u8());
    if (!isTag(tag)) {
      throw new WireFormatException("expected ASCII letters and digits, found " + tag);
    }
    return tag;
  }

  private static boolean isTag(Octets tag) {
    for (int i = 0; i < tag.length(); i++) {
      int c = tag.at(i);
      if (c > 'z' || !Character.isLetterOrDigit(c)) {
        return false;
      }
    }
    return tag.length() > 0 && tag.length() < 256;
  }

  @Override
  public void write(Octets value, OctetBuilder out) {
    if (!isTag(value)) {
      throw new IllegalArgumentException("expected ASCII letters and digits, found " + value);
    }
    out.u8(value.length()).octets(value);
  }

  @Override
  public Octets parse(Tokenizer in, Name origin) {
    Tokenizer.Kind kind = in.next();
    Octets tag = Octets.copyOf(in.buffer(), in.from(), in.to());
    if (kind != Tokenizer.Kind.WORD && kind != Tokenizer.Kind.QUOTED || !isTag(tag)) {
      throw new PresentationFormatException(
          "expected ASCII letters and digits, found " + in.shown());
    }
    return tag;
  }

  @Override
  public void print(Octets value, StringBuilder out) {
    out.append(new String(value.toArray(), StandardCharsets.US_ASCII));
  }

  @Override
  public Octets random(RandomGenerator random) {
    return Octets.of('a' + random.nextInt(26), '0' + random.nextInt(10));
  }
}
