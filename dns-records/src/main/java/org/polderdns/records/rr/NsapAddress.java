package org.polderdns.records.rr;

import java.util.random.RandomGenerator;
import org.polderdns.records.FieldKind;
import org.polderdns.records.OctetBuilder;
import org.polderdns.records.Tokenizer;
import org.polderdns.wire.Name;
import org.polderdns.wire.OctetReader;
import org.polderdns.wire.Octets;
import org.polderdns.wire.PresentationFormatException;

/** {@code 0x} and hex digits, in which dots count for nothing (RFC 1706 §7). */
final class NsapAddress implements FieldKind<Octets> {
  static final NsapAddress KIND = new NsapAddress();

  private NsapAddress() {}

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
    String text = FieldKind.word(in, "0x and hex digits");
    if (!text.startsWith("0x") && !text.startsWith("0X")) {
      throw new PresentationFormatException("expected 0x and hex digits, found \"" + text + '"');
    }
    return Octets.parseHex(text.substring(2).replace(".", ""));
  }

  @Override
  public void print(Octets value, StringBuilder out) {
    out.append("0x").append(value.toHex());
  }

  @Override
  public Octets random(RandomGenerator random) {
    byte[] octets = new byte[1 + random.nextInt(30)];
    random.nextBytes(octets);
    return Octets.wrap(octets);
  }
}
