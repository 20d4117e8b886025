package org.polderdns.records;

import java.util.Arrays;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/**
 * Reads the data of records that are written plainly, octets of text to octets in wire form, for
 * types that are uniform ({@link RdataFormat#ofUniform}). What it takes, {@link RdataFormat#parse}
 * takes too, and makes the same octets of; what it leaves may still be good.
 *
 * <p>An object to be used again for record after record, by one thread; it makes none itself.
 */
public final class PlainRdata {
  private static final int MAX_LENGTH = 65535;

  private int[] codes = new int[16];

  public PlainRdata() {}

  /**
   * Reads data to the end of the record.
   *
   * @param in the token before the data is its current one
   * @param out gets the data; what it holds afterwards means nothing if this returns false
   * @param origin what relative names are relative to
   * @return false if the data are not plain, or wrong
   */
  public boolean read(RdataFormat<?> format, PlainTokens in, Name origin, OctetBuilder out) {
    byte[] steps = format.plainSteps();
    out.clear();
    for (byte step : steps) {
      boolean read = step < PlainSteps.STRINGS ? one(step, in, origin, out) : rest(step, in, out);
      if (!read) {
        return false;
      }
    }
    return steps.length > 0 && in.isAtEnd() && out.length() <= MAX_LENGTH;
  }

  private static boolean one(int step, PlainTokens in, Name origin, OctetBuilder out) {
    int kind = in.next();
    if (kind != PlainTokens.WORD && (kind != PlainTokens.QUOTED || step < PlainSteps.STRING)) {
      return false;
    }
    byte[] text = in.text();
    int from = in.from();
    int to = in.to();
    return switch (step) {
      case PlainSteps.IP4 -> ip4(text, from, to, out);
      case PlainSteps.IP6 -> ip6(text, from, to, out);
      case PlainSteps.NAME -> in.name(origin, out);
      case PlainSteps.STRING -> string(text, from, to, out);
      case PlainSteps.TEXT -> {
        out.octets(text, from, to);
        yield true;
      }
      case PlainSteps.TYPE -> type(text, from, to, out);
      case PlainSteps.HEX8 -> hex8(text, from, to, out);
      case PlainSteps.BASE32HEX8 -> base32hex8(text, from, to, out);
      default -> number(step, text, from, to, out);
    };
  }

  private static boolean number(int step, byte[] text, int from, int to, OctetBuilder out) {
    long value = switch (step) {
      case PlainSteps.TIME -> Times.parse(text, from, to);
      case PlainSteps.DURATION -> Durations.parse(text, from, to);
      default -> Text.number(text, from, to, (1L << 8 * step) - 1); // bytes are their numbers
    };
    if (value < 0) {
      return false;
    }
    switch (step) {
      case PlainSteps.U8 -> out.u8((int) value);
      case PlainSteps.U16 -> out.u16((int) value);
      case PlainSteps.U48 -> out.u48(value);
      default -> out.u32(value);
    }
    return true;
  }

  private static boolean ip4(byte[] text, int from, int to, OctetBuilder out) {
    int at = out.claim(4);
    return IpText.parse4(text, from, to, out.array(), at);
  }

  private static boolean ip6(byte[] text, int from, int to, OctetBuilder out) {
    int at = out.claim(16);
    return IpText.parse6(text, from, to, out.array(), at);
  }

  private static boolean type(byte[] text, int from, int to, OctetBuilder out) {
    RecordType type = TypeWords.find(text, from, to);
    if (type == null) {
      return false;
    }
    out.u16(type.code());
    return true;
  }

  private static boolean string(byte[] text, int from, int to, OctetBuilder out) {
    if (to - from > 255) {
      return false;
    }
    out.u8(to - from).octets(text, from, to);
    return true;
  }

  private static boolean hex8(byte[] text, int from, int to, OctetBuilder out) {
    int at = out.claim(1);
    boolean none = to - from == 1 && text[from] == '-';
    int digits = none ? 0 : HexText.decode(text, from, to, 0, out);
    if (digits < 0 || digits > 2 * 255 || (digits & 1) != 0) {
      return false;
    }
    out.setU8(at, digits / 2);
    return true;
  }

  private static boolean base32hex8(byte[] text, int from, int to, OctetBuilder out) {
    int at = out.claim(1);
    if (!Base32Text.decode(text, from, to, out)) {
      return false;
    }
    int length = out.length() - at - 1;
    out.setU8(at, length);
    return length > 0 && length <= 255;
  }

  /** Reads the last field, up to the end of the record. */
  private boolean rest(int step, PlainTokens in, OctetBuilder out) {
    int start = out.length();
    int state = 0; // digits read, or what Base64Text has, or types
    int kind = in.next();
    for (; kind == PlainTokens.WORD || kind == PlainTokens.QUOTED; kind = in.next()) {
      byte[] text = in.text();
      int from = in.from();
      int to = in.to();
      state = switch (step) {
        case PlainSteps.STRINGS -> string(text, from, to, out) ? 0 : -1;
        case PlainSteps.HEX -> HexText.decode(text, from, to, state, out);
        case PlainSteps.BASE64 -> Base64Text.decode(text, from, to, state, out);
        default -> typeOfSet(text, from, to, state);
      };
      if (state < 0) {
        return false;
      }
    }
    if (kind != PlainTokens.END) {
      return false;
    }
    return switch (step) {
      case PlainSteps.STRINGS -> out.length() > start;
      case PlainSteps.HEX -> (state & 1) == 0 && state > 0;
      case PlainSteps.BASE64 -> Base64Text.finish(state, out) && out.length() > 0;
      default -> {
        TypeSet.write(codes, state, out);
        yield true;
      }
    };
  }

  private int typeOfSet(byte[] text, int from, int to, int count) {
    RecordType type = TypeWords.find(text, from, to);
    if (type == null) {
      return -1;
    }
    if (count == codes.length) {
      codes = Arrays.copyOf(codes, 2 * count);
    }
    codes[count] = type.code();
    return count + 1;
  }
}
