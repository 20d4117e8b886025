package org.polderdns.records.rr;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.polderdns.records.FieldKind;
import org.polderdns.records.Json;
import org.polderdns.records.OctetBuilder;
import org.polderdns.records.Tokenizer;
import org.polderdns.wire.Name;
import org.polderdns.wire.OctetReader;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.wire.WireFormatException;

/** LOC's data; the text has the place first, the octets the sizes (RFC 1876 §2, §3). */
final class Location implements FieldKind<Loc> {
  static final Location KIND = new Location();

  private static final long ZERO = 1L << 31; // of latitude and longitude on the wire
  private static final long SEA_LEVEL = 10_000_000;
  private static final int DEGREE = 3_600_000;
  private static final long MAX_SIZE = 9_000_000_000L;
  private static final long MAX_ALTITUDE = 0xffffffffL - SEA_LEVEL;

  private Location() {}

  @Override
  public Loc read(OctetReader in) {
    int version = in.u8();
    if (version != 0) {
      throw new WireFormatException("version: expected 0, found " + version);
    }
    return new Loc(
        size(in.u8()),
        size(in.u8()),
        size(in.u8()),
        angle("latitude", in.u32(), 90),
        angle("longitude", in.u32(), 180),
        in.u32() - SEA_LEVEL);
  }

  /** A digit and an exponent of ten, four bits each. */
  private static long size(int octet) {
    long size = octet >> 4;
    int exponent = octet & 15;
    if (size > 9 || exponent > 9 || size == 0 && exponent > 0) {
      throw new WireFormatException("expected a size of two digits, found " + octet);
    }
    for (; exponent > 0; exponent--) {
      size *= 10;
    }
    return size;
  }

  private static int angle(String field, long wire, int maxDegrees) {
    long angle = wire - ZERO;
    if (Math.abs(angle) > (long) maxDegrees * DEGREE) {
      throw new WireFormatException(field + ": beyond " + maxDegrees + " degrees");
    }
    return (int) angle;
  }

  @Override
  public void write(Loc value, OctetBuilder out) {
    check("latitude", value.latitude(), -90L * DEGREE, 90L * DEGREE);
    check("longitude", value.longitude(), -180L * DEGREE, 180L * DEGREE);
    check("altitude", value.altitude(), -SEA_LEVEL, MAX_ALTITUDE);
    out.u8(0)
        .u8(octet("size", value.size()))
        .u8(octet("horizontalPrecision", value.horizontalPrecision()))
        .u8(octet("verticalPrecision", value.verticalPrecision()))
        .u32(ZERO + value.latitude())
        .u32(ZERO + value.longitude())
        .u32(SEA_LEVEL + value.altitude());
  }

  private static void check(String field, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          field + ": expected " + min + " to " + max + ", found " + value);
    }
  }

  private static int octet(String field, long size) {
    check(field, size, 0, MAX_SIZE);
    int exponent = 0;
    long digit = size;
    while (digit > 9) {
      if (digit % 10 != 0) {
        throw new IllegalArgumentException(field + ": more than one digit in " + size);
      }
      digit /= 10;
      exponent++;
    }
    return (int) digit << 4 | exponent;
  }

  @Override
  public Loc parse(Tokenizer in, Name origin) {
    int latitude = parseAngle(in, "latitude", 90, "N", "S");
    int longitude = parseAngle(in, "longitude", 180, "E", "W");
    String word = FieldKind.word(in, "an altitude");
    long altitude = metres("altitude", word, -SEA_LEVEL, MAX_ALTITUDE);
    return new Loc(
        parseSize(in, "size", 100),
        parseSize(in, "horizontalPrecision", 1_000_000),
        parseSize(in, "verticalPrecision", 1000),
        latitude,
        longitude,
        altitude);
  }

  /** Degrees, perhaps minutes, perhaps seconds with up to three decimals, and a letter. */
  private static int parseAngle(
      Tokenizer in, String field, int maxDegrees, String positive, String negative) {
    long angle = 0;
    int unit = DEGREE;
    for (int part = 0; part < 4; part++) {
      String word = FieldKind.word(in, field + ": " + positive + " or " + negative);
      boolean isNegative = word.equalsIgnoreCase(negative);
      if (part > 0 && (isNegative || word.equalsIgnoreCase(positive))) {
        if (angle > (long) maxDegrees * DEGREE) {
          throw expected(field, "at most " + maxDegrees + " degrees", word);
        }
        return (int) (isNegative ? -angle : angle);
      }
      int max = part == 0 ? maxDegrees : 59;
      if (!word.matches(part == 2 ? "[0-9]{1,2}(\\.[0-9]{1,3})?" : "[0-9]{1,3}")) {
        throw expected(field, part == 3 ? positive + " or " + negative : "0 to " + max, word);
      }
      int dot = word.indexOf('.');
      int whole = Integer.parseInt(dot < 0 ? word : word.substring(0, dot));
      if (part == 3 || whole > max) {
        throw expected(field, part == 3 ? positive + " or " + negative : "0 to " + max, word);
      }
      angle += (long) whole * unit;
      if (dot >= 0) {
        angle += Integer.parseInt((word.substring(dot + 1) + "00").substring(0, 3));
      }
      unit /= 60;
    }
    throw expected(field, positive + " or " + negative, "a number");
  }

  private static PresentationFormatException expected(String field, String what, String found) {
    return new PresentationFormatException(
        field + ": expected " + what + ", found \"" + found + '"');
  }

  private static long parseSize(Tokenizer in, String field, long missing) {
    if (!in.hasMore()) {
      return missing;
    }
    long size = metres(field, FieldKind.word(in, field), 0, MAX_SIZE);
    long unit = 1;
    while (size / unit > 9) {
      unit *= 10;
    }
    return size / unit * unit; // one digit is all that the octets can tell
  }

  /** Metres with up to two decimals, in centimetres. */
  private static long metres(String field, String word, long min, long max) {
    if (!word.matches("-?[0-9]{1,8}(\\.[0-9]{0,2})?[mM]?")) {
      throw expected(field, "metres with at most two decimals", word);
    }
    String number = word.replaceAll("[mM-]", "");
    int dot = number.indexOf('.');
    String whole = dot < 0 ? number : number.substring(0, dot);
    String decimals = dot < 0 ? "00" : (number.substring(dot + 1) + "00").substring(0, 2);
    long value = Long.parseLong(whole + decimals) * (word.startsWith("-") ? -1 : 1);
    if (value < min || value > max) {
      throw expected(field, min / 100 + " to " + max / 100 + " metres", word);
    }
    return value;
  }

  @Override
  public void print(Loc value, StringBuilder out) {
    printAngle(value.latitude(), 'N', 'S', out);
    printAngle(value.longitude(), 'E', 'W', out);
    long altitude = Math.abs(value.altitude());
    out.append(value.altitude() < 0 ? "-" : "")
        .append(altitude / 100)
        .append(String.format(".%02dm", altitude % 100));
    printSize(value.size(), out);
    printSize(value.horizontalPrecision(), out);
    printSize(value.verticalPrecision(), out);
  }

  private static void printAngle(int value, char positive, char negative, StringBuilder out) {
    int angle = Math.abs(value);
    out.append(angle / DEGREE)
        .append(' ')
        .append(angle / 60_000 % 60)
        .append(' ')
        .append(angle / 1000 % 60)
        .append(String.format(".%03d ", angle % 1000))
        .append(value < 0 ? negative : positive)
        .append(' ');
  }

  private static void printSize(long size, StringBuilder out) {
    out.append(' ').append(size / 100);
    if (size < 100) {
      out.append(String.format(".%02d", size));
    }
    out.append('m');
  }

  @Override
  public Object toJson(Loc value) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("size", value.size());
    json.put("horizontalPrecision", value.horizontalPrecision());
    json.put("verticalPrecision", value.verticalPrecision());
    json.put("latitude", (long) value.latitude());
    json.put("longitude", (long) value.longitude());
    json.put("altitude", value.altitude());
    return json;
  }

  @Override
  public Loc fromJson(Object json) {
    Map<String, Object> members = Json.object(json);
    Json.expectMembers(
        members,
        "size",
        "horizontalPrecision",
        "verticalPrecision",
        "latitude",
        "longitude",
        "altitude");
    return new Loc(
        Json.number(members, "size", 0, MAX_SIZE),
        Json.number(members, "horizontalPrecision", 0, MAX_SIZE),
        Json.number(members, "verticalPrecision", 0, MAX_SIZE),
        (int) Json.number(members, "latitude", -90L * DEGREE, 90L * DEGREE),
        (int) Json.number(members, "longitude", -180L * DEGREE, 180L * DEGREE),
        Json.number(members, "altitude", -SEA_LEVEL, MAX_ALTITUDE));
  }

  @Override
  public Loc random(RandomGenerator random) {
    return new Loc(
        size(random.nextInt(10) << 4),
        size(random.nextInt(1, 10) << 4 | random.nextInt(10)),
        size(random.nextInt(1, 10) << 4 | random.nextInt(10)),
        random.nextInt(-90 * DEGREE, 90 * DEGREE + 1),
        random.nextInt(-180 * DEGREE, 180 * DEGREE + 1),
        random.nextLong(-SEA_LEVEL, MAX_ALTITUDE + 1));
  }
}
