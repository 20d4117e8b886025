package org.polderdns.records;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.polderdns.wire.Escapes;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** Reads octets and appends their presentation format. */
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
      next().append(value);
    }
    return value;
  }

  @Override
  public Octets ip4(String field, Function<T, Octets> getter) {
    Octets value = super.ip4(field, getter);
    IpText.append4(next(), value.at(0), value.at(1), value.at(2), value.at(3));
    return value;
  }

  @Override
  public Octets ip6(String field, Function<T, Octets> getter) {
    Octets value = super.ip6(field, getter);
    IpText.append6(next(), value.toArray(), 0);
    return value;
  }

  @Override
  public Name name(String field, NameStyle style, Function<T, Name> getter) {
    Name value = super.name(field, style, getter);
    next().append(value);
    return value;
  }

  private void quoted(Octets value) {
    next().append('"');
    for (int i = 0; i < value.length(); i++) {
      Escapes.appendQuotedOctet(out, value.at(i));
    }
    out.append('"');
  }

  @Override
  public Octets string(String field, Function<T, Octets> getter) {
    Octets value = super.string(field, getter);
    quoted(value);
    return value;
  }

  @Override
  public List<Octets> strings(String field, Function<T, List<Octets>> getter) {
    List<Octets> values = super.strings(field, getter);
    values.forEach(this::quoted);
    return values;
  }

  @Override
  public Octets text(String field, Function<T, Octets> getter) {
    Octets value = super.text(field, getter);
    quoted(value);
    return value;
  }

  private Octets hex(Octets value) {
    if (value.length() > 0) {
      next().append(value.toHex());
    }
    return value;
  }

  @Override
  public Octets hex(String field, Function<T, Octets> getter) {
    return hex(super.hex(field, getter));
  }

  @Override
  public Octets hex(String field, int length, Function<T, Octets> getter) {
    return hex(super.hex(field, length, getter));
  }

  @Override
  public Octets hex8(String field, Function<T, Octets> getter) {
    Octets value = super.hex8(field, getter);
    next().append(value.length() == 0 ? "-" : value.toHex());
    return value;
  }

  @Override
  public Octets base64(String field, Function<T, Octets> getter) {
    Octets value = super.base64(field, getter);
    if (value.length() > 0) {
      Base64Text.append(next(), value.toArray(), 0, value.length());
    }
    return value;
  }

  @Override
  public Octets base64of16(String field, Function<T, Octets> getter) {
    Octets value = super.base64of16(field, getter);
    next().append(value.length());
    if (value.length() > 0) {
      Base64Text.append(next(), value.toArray(), 0, value.length());
    }
    return value;
  }

  @Override
  public Octets base32hex8(String field, Function<T, Octets> getter) {
    Octets value = super.base32hex8(field, getter);
    Base32Text.append(next(), value.toArray(), 0, value.length());
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
