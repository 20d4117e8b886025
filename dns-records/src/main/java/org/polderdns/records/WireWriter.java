package org.polderdns.records;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** Writes a view's octets. */
final class WireWriter<T> extends Fields<T> {
  private final RecordType type;
  private final T view;
  final OctetBuilder out = new OctetBuilder();

  WireWriter(RecordType type, T view) {
    this.type = type;
    this.view = view;
  }

  private long check(String field, long value, long max) {
    if (value < 0 || value > max) {
      throw invalid(field, "expected 0 to " + max + ", found " + value);
    }
    return value;
  }

  private Octets check(String field, Octets value, int min, int max) {
    if (value.length() < min || value.length() > max) {
      throw invalid(field, "expected " + min + " to " + max + " octets, found " + value.length());
    }
    return value;
  }

  @Override
  public int u8(String field, ToIntFunction<T> getter) {
    int value = getter.applyAsInt(view);
    out.u8((int) check(field, value, 255));
    return value;
  }

  @Override
  public int u16(String field, ToIntFunction<T> getter) {
    int value = getter.applyAsInt(view);
    out.u16((int) check(field, value, 65535));
    return value;
  }

  @Override
  public long u32(String field, ToLongFunction<T> getter) {
    long value = getter.applyAsLong(view);
    out.u32(check(field, value, 0xffffffffL));
    return value;
  }

  @Override
  public long u48(String field, ToLongFunction<T> getter) {
    long value = getter.applyAsLong(view);
    out.u48(check(field, value, 0xffffffffffffL));
    return value;
  }

  @Override
  public long duration(String field, ToLongFunction<T> getter) {
    return u32(field, getter);
  }

  @Override
  public long time(String field, ToLongFunction<T> getter) {
    return u32(field, getter);
  }

  @Override
  public int u8(String field, Mnemonics mnemonics, ToIntFunction<T> getter) {
    return u8(field, getter);
  }

  @Override
  public int u16(String field, Mnemonics mnemonics, ToIntFunction<T> getter) {
    return u16(field, getter);
  }

  @Override
  public RecordType type(String field, Function<T, RecordType> getter) {
    RecordType value = getter.apply(view);
    out.u16(value.code());
    return value;
  }

  @Override
  public TypeSet types(String field, Function<T, TypeSet> getter) {
    TypeSet value = getter.apply(view);
    out.octets(value.octets());
    return value;
  }

  @Override
  public Octets ip4(String field, Function<T, Octets> getter) {
    return hex(field, 4, getter);
  }

  @Override
  public Octets ip6(String field, Function<T, Octets> getter) {
    return hex(field, 16, getter);
  }

  @Override
  public Name name(String field, NameStyle style, Function<T, Name> getter) {
    Name value = getter.apply(view);
    out.name(value);
    return value;
  }

  @Override
  public Octets string(String field, Function<T, Octets> getter) {
    return hex8(field, getter);
  }

  @Override
  public List<Octets> strings(String field, Function<T, List<Octets>> getter) {
    List<Octets> values = getter.apply(view);
    if (values.isEmpty()) {
      throw invalid(field, "expected at least one string, found none");
    }
    for (Octets value : values) {
      out.u8(check(field, value, 0, 255).length()).octets(value);
    }
    return values;
  }

  @Override
  public Octets text(String field, Function<T, Octets> getter) {
    return base64(field, getter);
  }

  @Override
  public Octets hex(String field, Function<T, Octets> getter) {
    Octets value = check(field, getter.apply(view), 1, 65535);
    out.octets(value);
    return value;
  }

  @Override
  public Octets base64(String field, Function<T, Octets> getter) {
    Octets value = getter.apply(view);
    out.octets(value);
    return value;
  }

  @Override
  public Octets hex(String field, int length, Function<T, Octets> getter) {
    Octets value = check(field, getter.apply(view), length, length);
    out.octets(value);
    return value;
  }

  @Override
  public Octets hex8(String field, Function<T, Octets> getter) {
    Octets value = check(field, getter.apply(view), 0, 255);
    out.u8(value.length()).octets(value);
    return value;
  }

  @Override
  public Octets base32hex8(String field, Function<T, Octets> getter) {
    Octets value = check(field, getter.apply(view), 1, 255);
    out.u8(value.length()).octets(value);
    return value;
  }

  @Override
  public Octets base64of16(String field, Function<T, Octets> getter) {
    Octets value = check(field, getter.apply(view), 0, 65535);
    out.u16(value.length()).octets(value);
    return value;
  }

  @Override
  public <V> V field(String field, FieldKind<V> kind, Function<T, V> getter) {
    V value = getter.apply(view);
    try {
      kind.write(value, out);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(type + "." + field + ": " + e.getMessage(), e);
    }
    return value;
  }

  @Override
  public <V> V whole(FieldKind<V> kind, Function<T, V> getter) {
    V value = getter.apply(view);
    try {
      kind.write(value, out);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(type + "." + e.getMessage(), e);
    }
    return value;
  }

  @Override
  public boolean present(String field, Predicate<T> present) {
    return present.test(view);
  }

  @Override
  public RuntimeException invalid(String field, String what) {
    return new IllegalArgumentException(type + "." + field + ": " + what);
  }
}
