package org.polderdns.records;

import java.util.HexFormat;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** Data as {@code \# length hex}, for types with and without a form of their own (RFC 3597 §5). */
final class GenericText {
  private GenericText() {}

  /** Whether the current token is an unquoted {@code \#}. */
  static boolean isMark(Tokenizer in) {
    byte[] b = in.buffer();
    int from = in.from();
    return in.to() - from == 2 && b[from] == '\\' && b[from + 1] == '#';
  }

  /** Reads what follows the mark up to the end of the line. */
  static Octets parse(RecordType type, Tokenizer in) {
    if (in.next() != Tokenizer.Kind.WORD) {
      throw in.error(type + ": expected the length of the data, found " + in.shown());
    }
    long length = Text.number(in.buffer(), in.from(), in.to(), 65535);
    if (length < 0) {
      throw in.error(type + ": expected a length of 0 to 65535, found " + in.shown());
    }
    byte[] octets = new byte[(int) length];
    int digits = 0;
    while (in.next() == Tokenizer.Kind.WORD) {
      byte[] b = in.buffer();
      for (int i = in.from(); i < in.to(); i++) {
        int digit = Text.hexValue(b[i]);
        if (digit < 0) {
          throw in.error(type + ": expected hex digits, found " + in.shown());
        }
        if (digits >= 2 * octets.length) {
          throw in.error(type + ": more hex digits than " + length + " octets have");
        }
        octets[digits >> 1] |= (byte) ((digits & 1) == 0 ? digit << 4 : digit);
        digits++;
      }
    }
    if (in.kind() == Tokenizer.Kind.QUOTED) {
      throw in.error(type + ": expected hex digits, found a quoted string");
    }
    if (digits != 2 * octets.length) {
      throw in.error(type + ": expected " + 2 * length + " hex digits for " + length
          + " octets, found " + digits);
    }
    return Octets.wrap(octets);
  }

  static void print(Octets octets, StringBuilder out) {
    out.append("\\# ").append(octets.length());
    if (octets.length() > 0) {
      out.append(' ');
      HexFormat hex = HexFormat.of();
      for (int i = 0; i < octets.length(); i++) {
        out.append(hex.toHighHexDigit(octets.at(i))).append(hex.toLowHexDigit(octets.at(i)));
      }
    }
  }
}
