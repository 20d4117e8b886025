package org.polderdns.records;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.polderdns.wire.Escapes;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.wire.RecordType;

/** Reads presentation format straight to octets. Reusable; values but numbers are placeholders. */
final class TextReader<T> extends Fields<T> {
  private final Tokenizer in;
  private final OctetBuilder out = new OctetBuilder();
  private RecordType type = RecordType.A;
  private Name origin = Name.ROOT;
  private int[] codes = new int[16];

  TextReader(Tokenizer in) {
    this.in = in;
  }

  TextReader<T> start(RecordType newType, Name newOrigin) {
    type = newType;
    origin = newOrigin;
    out.clear();
    return this;
  }

  Octets finish() {
    Tokenizer.Kind kind = in.next();
    if (kind != Tokenizer.Kind.END_OF_LINE && kind != Tokenizer.Kind.END) {
      throw in.error(type + ": expected the end of the line, found " + in.shown());
    }
    if (out.length() > 65535) {
      throw in.error(type + ": " + out.length() + " octets of data, at most 65535");
    }
    return out.toOctets();
  }

  private void take(String field, String expected) {
    Tokenizer.Kind kind = in.next();
    if (kind != Tokenizer.Kind.WORD && kind != Tokenizer.Kind.QUOTED) {
      throw expected(field, expected);
    }
  }

  private boolean takeMore() {
    Tokenizer.Kind kind = in.next();
    if (kind == Tokenizer.Kind.WORD || kind == Tokenizer.Kind.QUOTED) {
      return true;
    }
    in.pushBack();
    return false;
  }

  private PresentationFormatException expected(String field, String expected) {
    return in.error(type + "." + field + ": expected " + expected + ", found " + in.shown());
  }

  private long number(String field, long max) {
    take(field, "a number");
    long value = Text.number(in.buffer(), in.from(), in.to(), max);
    if (value < 0) {
      throw expected(field, "0 to " + max);
    }
    return value;
  }

  @Override
  public int u8(String field, ToIntFunction<T> getter) {
    int value = (int) number(field, 255);
    out.u8(value);
    return value;
  }

  @Override
  public int u16(String field, ToIntFunction<T> getter) {
    int value = (int) number(field, 65535);
    out.u16(value);
    return value;
  }

  @Override
  public long u32(String field, ToLongFunction<T> getter) {
    long value = number(field, 0xffffffffL);
    out.u32(value);
    return value;
  }

  @Override
  public long u48(String field, ToLongFunction<T> getter) {
    long value = number(field, 0xffffffffffffL);
    out.u48(value);
    return value;
  }

  @Override
  public long duration(String field, ToLongFunction<T> getter) {
    take(field, "a number of seconds");
    long value = Durations.parse(in.buffer(), in.from(), in.to());
    if (value < 0) {
      throw expected(field, "0 to 4294967295 seconds");
    }
    out.u32(value);
    return value;
  }

  @Override
  public long time(String field, ToLongFunction<T> getter) {
    take(field, "a time");
    long value = Times.parse(in.buffer(), in.from(), in.to());
    if (value < 0) {
      throw expected(field, "YYYYMMDDHHmmSS or 0 to 4294967295");
    }
    out.u32(value);
    return value;
  }

  private int mnemonic(String field, Mnemonics mnemonics, int max) {
    take(field, "a number or mnemonic");
    int value = (int) Text.number(in.buffer(), in.from(), in.to(), max);
    if (value < 0) {
      value = mnemonics.number(in.text());
    }
    if (value < 0) {
      throw expected(field, "0 to " + max + " or a mnemonic");
    }
    return value;
  }

  @Override
  public int u8(String field, Mnemonics mnemonics, ToIntFunction<T> getter) {
    int value = mnemonic(field, mnemonics, 255);
    out.u8(value);
    return value;
  }

  @Override
  public int u16(String field, Mnemonics mnemonics, ToIntFunction<T> getter) {
    int value = mnemonic(field, mnemonics, 65535);
    out.u16(value);
    return value;
  }

  private RecordType recordType(String field) {
    RecordType value = TypeWords.find(in.buffer(), in.from(), in.to());
    if (value == null) {
      throw expected(field, "a record type");
    }
    return value;
  }

  @Override
  public RecordType type(String field, Function<T, RecordType> getter) {
    take(field, "a record type");
    RecordType value = recordType(field);
    out.u16(value.code());
    return value;
  }

  @Override
  public TypeSet types(String field, Function<T, TypeSet> getter) {
    int count = 0;
    while (takeMore()) {
      int code = recordType(field).code();
      if (count == codes.length) {
        codes = Arrays.copyOf(codes, 2 * count);
      }
      codes[count++] = code;
    }
    TypeSet.write(codes, count, out);
    return TypeSet.EMPTY;
  }

  @Override
  public Octets ip4(String field, Function<T, Octets> getter) {
    take(field, "an IPv4 address");
    int at = out.claim(4);
    if (!IpText.parse4(in.buffer(), in.from(), in.to(), out.array(), at)) {
      throw expected(field, "an IPv4 address");
    }
    return Octets.EMPTY;
  }

  @Override
  public Octets ip6(String field, Function<T, Octets> getter) {
    take(field, "an IPv6 address");
    int at = out.claim(16);
    if (!IpText.parse6(in.buffer(), in.from(), in.to(), out.array(), at)) {
      throw expected(field, "an IPv6 address");
    }
    return Octets.EMPTY;
  }

  @Override
  public Name name(String field, NameStyle style, Function<T, Name> getter) {
    take(field, "a domain name");
    byte[] b = in.buffer();
    int from = in.from();
    if (in.to() - from == 1 && b[from] == '@') {
      out.name(origin);
      return Name.ROOT;
    }
    if (in.escaped() || !NameText.append(b, from, in.to(), origin, out)) {
      try {
        out.name(Name.parse(b, from, in.to(), origin));
      } catch (PresentationFormatException e) {
        throw in.error(type + "." + field + ": " + e.getMessage());
      }
    }
    return Name.ROOT;
  }

  /** Appends the current token's octets, escapes decoded, and returns how many. */
  private int token(String field) {
    byte[] b = in.buffer();
    int from = in.from();
    int to = in.to();
    if (!in.escaped()) {
      out.octets(b, from, to);
      return to - from;
    }
    int start = out.length();
    try {
      while (from < to) {
        if (b[from] == '\\') {
          out.u8(Escapes.decode(b, from, to));
          from += Escapes.length(b, from, to);
        } else {
          out.u8(b[from++]);
        }
      }
    } catch (PresentationFormatException e) {
      throw in.error(type + "." + field + ": " + e.getMessage());
    }
    return out.length() - start;
  }

  private void characterString(String field) {
    int at = out.claim(1);
    int length = token(field);
    if (length > 255) {
      throw in.error(type + "." + field + ": string of " + length + " octets, at most 255");
    }
    out.setU8(at, length);
  }

  @Override
  public Octets string(String field, Function<T, Octets> getter) {
    take(field, "a string");
    characterString(field);
    return Octets.EMPTY;
  }

  @Override
  public List<Octets> strings(String field, Function<T, List<Octets>> getter) {
    take(field, "a string");
    do {
      characterString(field);
    } while (takeMore());
    return List.of();
  }

  @Override
  public Octets text(String field, Function<T, Octets> getter) {
    take(field, "a string");
    token(field);
    return Octets.EMPTY;
  }

  @Override
  public Octets hex(String field, Function<T, Octets> getter) {
    int digits = 0;
    while (takeMore()) {
      digits = hexToken(field, digits);
    }
    if ((digits & 1) != 0 || digits == 0) {
      throw in.error(type + "." + field + ": expected pairs of hex digits, found " + digits);
    }
    return Octets.EMPTY;
  }

  /** Appends the current token's digits, {@code digits} of the field having been read before. */
  private int hexToken(String field, int digits) {
    int count = HexText.decode(in.buffer(), in.from(), in.to(), digits, out);
    if (count < 0) {
      throw expected(field, "hex digits");
    }
    return count;
  }

  private int hexWord(String field) {
    int digits = hexToken(field, 0);
    if ((digits & 1) != 0) {
      throw expected(field, "pairs of hex digits");
    }
    return digits / 2;
  }

  @Override
  public Octets hex(String field, int length, Function<T, Octets> getter) {
    take(field, "hex digits");
    if (hexWord(field) != length) {
      throw expected(field, 2 * length + " hex digits");
    }
    return Octets.EMPTY;
  }

  @Override
  public Octets hex8(String field, Function<T, Octets> getter) {
    take(field, "hex digits or -");
    int at = out.claim(1);
    int length = in.is("-") ? 0 : hexWord(field);
    if (length > 255) {
      throw in.error(type + "." + field + ": " + length + " octets, at most 255");
    }
    out.setU8(at, length);
    return Octets.EMPTY;
  }

  @Override
  public Octets base64(String field, Function<T, Octets> getter) {
    int digits = 0;
    while (takeMore()) {
      digits = Base64Text.decode(in.buffer(), in.from(), in.to(), digits, out);
      if (digits < 0) {
        throw expected(field, "base64");
      }
    }
    if (!Base64Text.finish(digits, out)) {
      throw in.error(type + "." + field + ": base64 ends early");
    }
    if (out.length() == 0) {
      throw in.error(type + "." + field + ": expected base64, found nothing");
    }
    return Octets.EMPTY;
  }

  @Override
  public Octets base64of16(String field, Function<T, Octets> getter) {
    int length = (int) number(field, 65535);
    out.u16(length);
    if (length == 0) {
      return Octets.EMPTY;
    }
    int start = out.length();
    take(field, "base64");
    int digits = Base64Text.decode(in.buffer(), in.from(), in.to(), 0, out);
    if (digits < 0 || !Base64Text.finish(digits, out) || out.length() - start != length) {
      throw expected(field, length + " octets in base64");
    }
    return Octets.EMPTY;
  }

  @Override
  public Octets base32hex8(String field, Function<T, Octets> getter) {
    take(field, "base32hex");
    int at = out.claim(1);
    if (!Base32Text.decode(in.buffer(), in.from(), in.to(), out)) {
      throw expected(field, "base32hex of 1 to 255 octets");
    }
    int length = out.length() - at - 1;
    if (length == 0 || length > 255) {
      throw expected(field, "base32hex of 1 to 255 octets");
    }
    out.setU8(at, length);
    return Octets.EMPTY;
  }

  @Override
  public <V> V field(String field, FieldKind<V> kind, Function<T, V> getter) {
    try {
      V value = kind.parse(in, origin);
      kind.write(value, out);
      return value;
    } catch (PresentationFormatException | IllegalArgumentException e) {
      throw in.error(type + "." + field + ": " + e.getMessage());
    }
  }

  @Override
  public <V> V whole(FieldKind<V> kind, Function<T, V> getter) {
    try {
      V value = kind.parse(in, origin);
      kind.write(value, out);
      return value;
    } catch (PresentationFormatException | IllegalArgumentException e) {
      throw in.error(type + "." + e.getMessage());
    }
  }

  @Override
  public boolean present(String field, Predicate<T> present) {
    return in.hasMore();
  }

  @Override
  public RuntimeException invalid(String field, String what) {
    return in.error(type + "." + field + ": " + what);
  }
}
