package org.polderdns.records;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.polderdns.wire.Escapes;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** Appends the presentation format of octets, without taking them out one field after the other. */
final class TextWriter<T> extends WireReader<T> {
  private final StringBuilder out;
  private final int start;

  TextWriter(Octets octets, StringBuilder out) {
    super(octets);
    this.out = out;
    this.start = out.length();
  }

  private StringBuilder next() {
    if (out.length() > start) {
      out.append(' ');
    }
    return out;
  }

  @Override
  Octets take(int length) {
    in.skip(length);
    return Octets.EMPTY;
  }

  @Override
  Name takeName() {
    int at = skipName();
    next();
    int size = source.at(at);
    if (size == 0) {
      out.append('.');
    }
    for (; size != 0; size = source.at(at)) {
      for (int end = at + size; at < end; ) {
        appendLabelOctet(source.at(++at));
      }
      at++;
      out.append('.');
    }
    return Name.ROOT;
  }

  private void appendLabelOctet(int octet) {
    if (octet >= 'a' && octet <= 'z' || octet >= '-' && octet <= '9' && octet != '.') {
      out.append((char) octet);
    } else {
      Escapes.appendLabelOctet(out, octet);
    }
  }

  /** Appends as a quoted string the octets from {@code from} to the next one to be read. */
  private void quoted(int from) {
    next().append('"');
    int end = in.offset();
    for (int i = from; i < end; i++) {
      int octet = source.at(i);
      if (octet >= ' ' && octet < 0x7f && octet != '"' && octet != '\\') {
        out.append((char) octet);
      } else {
        Escapes.appendQuotedOctet(out, octet);
      }
    }
    out.append('"');
  }

  /** Appends in hex the octets from {@code from} to the next one to be read. */
  private void hexFrom(int from) {
    int end = in.offset();
    for (int i = from; i < end; i++) {
      int octet = source.at(i);
      out.append(Text.hexDigit(octet >> 4)).append(Text.hexDigit(octet & 15));
    }
  }

  @Override
  public int u8(String field, ToIntFunction<T> getter) {
    int value = super.u8(field, getter);
    next().append(value);
    return value;
  }

  @Override
  public int u16(String field, ToIntFunction<T> getter) {
    int value = super.u16(field, getter);
    next().append(value);
    return value;
  }

  @Override
  public long u32(String field, ToLongFunction<T> getter) {
    long value = super.u32(field, getter);
    next().append(value);
    return value;
  }

  @Override
  public long u48(String field, ToLongFunction<T> getter) {
    long value = super.u48(field, getter);
    next().append(value);
    return value;
  }

  @Override
  public long time(String field, ToLongFunction<T> getter) {
    long value = super.u32(field, getter);
    Times.append(next(), value);
    return value;
  }

  private int mnemonic(Mnemonics mnemonics, int value) {
    String word = mnemonics.word(value);
    if (word != null) {
      next().append(word);
    } else {
      next().append(value);
    }
    return value;
  }

  @Override
  public int u8(String field, Mnemonics mnemonics, ToIntFunction<T> getter) {
    return mnemonic(mnemonics, super.u8(field, getter));
  }

  @Override
  public int u16(String field, Mnemonics mnemonics, ToIntFunction<T> getter) {
    return mnemonic(mnemonics, super.u16(field, getter));
  }

  @Override
  public RecordType type(String field, Function<T, RecordType> getter) {
    RecordType value = super.type(field, getter);
    next().append(value);
    return value;
  }

  @Override
  public TypeSet types(String field, Function<T, TypeSet> getter) {
    TypeSet value = super.types(field, getter);
    if (!value.isEmpty()) {
      value.appendTo(next());
    }
    return value;
  }

  @Override
  public Octets ip4(String field, Function<T, Octets> getter) {
    int at = in.offset();
    Octets value = super.ip4(field, getter);
    IpText.append4(next(), source.at(at), source.at(at + 1), source.at(at + 2), source.at(at + 3));
    return value;
  }

  @Override
  public Octets ip6(String field, Function<T, Octets> getter) {
    int at = in.offset();
    Octets value = super.ip6(field, getter);
    IpText.append6(next(), source, at);
    return value;
  }

  @Override
  public Octets string(String field, Function<T, Octets> getter) {
    int at = in.offset();
    Octets value = super.string(field, getter);
    quoted(at + 1);
    return value;
  }

  @Override
  public List<Octets> strings(String field, Function<T, List<Octets>> getter) {
    do {
      string(field, view -> Octets.EMPTY);
    } while (in.remaining() > 0);
    return List.of();
  }

  @Override
  public Octets text(String field, Function<T, Octets> getter) {
    int at = in.offset();
    Octets value = super.text(field, getter);
    quoted(at);
    return value;
  }

  @Override
  public Octets hex(String field, Function<T, Octets> getter) {
    int at = in.offset();
    Octets value = super.hex(field, getter);
    next();
    hexFrom(at);
    return value;
  }

  @Override
  public Octets hex(String field, int length, Function<T, Octets> getter) {
    int at = in.offset();
    Octets value = super.hex(field, length, getter);
    next();
    hexFrom(at);
    return value;
  }

  @Override
  public Octets hex8(String field, Function<T, Octets> getter) {
    int at = in.offset();
    Octets value = super.hex8(field, getter);
    next();
    if (source.at(at) == 0) {
      out.append('-');
    }
    hexFrom(at + 1);
    return value;
  }

  @Override
  public Octets base64(String field, Function<T, Octets> getter) {
    int at = in.offset();
    Octets value = super.base64(field, getter);
    if (in.offset() > at) {
      Base64Text.append(next(), source, at, in.offset());
    }
    return value;
  }

  @Override
  public Octets base64of16(String field, Function<T, Octets> getter) {
    int at = in.offset();
    Octets value = super.base64of16(field, getter);
    next().append(in.offset() - at - 2);
    if (in.offset() - at > 2) {
      Base64Text.append(next(), source, at + 2, in.offset());
    }
    return value;
  }

  @Override
  public Octets base32hex8(String field, Function<T, Octets> getter) {
    int at = in.offset();
    Octets value = super.base32hex8(field, getter);
    Base32Text.append(next(), source, at + 1, in.offset());
    return value;
  }

  @Override
  public <V> V field(String field, FieldKind<V> kind, Function<T, V> getter) {
    V value = super.field(field, kind, getter);
    int before = out.length();
    next();
    int blank = out.length();
    kind.print(value, out);
    if (out.length() == blank) {
      out.setLength(before);
    }
    return value;
  }
}
