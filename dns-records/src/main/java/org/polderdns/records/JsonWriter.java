package org.polderdns.records;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** Writes a view as a JSON object. */
final class JsonWriter<T> extends Fields<T> {
  private final T view;
  private final StringBuilder out = new StringBuilder("{");

  JsonWriter(T view) {
    this.view = view;
  }

  String finish() {
    return out.append('}').toString();
  }

  private StringBuilder member(String field) {
    if (out.length() > 1) {
      out.append(',');
    }
    Json.appendString(out, field);
    return out.append(':');
  }

  private void string(String field, String value) {
    Json.appendString(member(field), value);
  }

  @Override
  public int u8(String field, ToIntFunction<T> getter) {
    int value = getter.applyAsInt(view);
    member(field).append(value);
    return value;
  }

  @Override
  public int u16(String field, ToIntFunction<T> getter) {
    return u8(field, getter);
  }

  @Override
  public long u32(String field, ToLongFunction<T> getter) {
    long value = getter.applyAsLong(view);
    member(field).append(value);
    return value;
  }

  @Override
  public long u48(String field, ToLongFunction<T> getter) {
    return u32(field, getter);
  }

  @Override
  public long duration(String field, ToLongFunction<T> getter) {
    return u32(field, getter);
  }

  @Override
  public long time(String field, ToLongFunction<T> getter) {
    long value = getter.applyAsLong(view);
    StringBuilder text = new StringBuilder();
    Times.append(text, value);
    string(field, text.toString());
    return value;
  }

  @Override
  public int u8(String field, Mnemonics mnemonics, ToIntFunction<T> getter) {
    return u8(field, getter);
  }

  @Override
  public int u16(String field, Mnemonics mnemonics, ToIntFunction<T> getter) {
    return u8(field, getter);
  }

  @Override
  public RecordType type(String field, Function<T, RecordType> getter) {
    RecordType value = getter.apply(view);
    string(field, value.toString());
    return value;
  }

  @Override
  public TypeSet types(String field, Function<T, TypeSet> getter) {
    TypeSet value = getter.apply(view);
    Json.append(member(field), value.toList().stream().map(RecordType::toString).toList());
    return value;
  }

  @Override
  public Octets ip4(String field, Function<T, Octets> getter) {
    Octets value = getter.apply(view);
    string(field, IpText.format(value));
    return value;
  }

  @Override
  public Octets ip6(String field, Function<T, Octets> getter) {
    return ip4(field, getter);
  }

  @Override
  public Name name(String field, NameStyle style, Function<T, Name> getter) {
    Name value = getter.apply(view);
    string(field, value.toString());
    return value;
  }

  @Override
  public Octets string(String field, Function<T, Octets> getter) {
    Octets value = getter.apply(view);
    string(field, JsonStrings.text(value));
    return value;
  }

  @Override
  public List<Octets> strings(String field, Function<T, List<Octets>> getter) {
    List<Octets> values = getter.apply(view);
    Json.append(member(field), values.stream().map(JsonStrings::text).toList());
    return values;
  }

  @Override
  public Octets text(String field, Function<T, Octets> getter) {
    return string(field, getter);
  }

  @Override
  public Octets hex(String field, Function<T, Octets> getter) {
    Octets value = getter.apply(view);
    string(field, value.toHex());
    return value;
  }

  @Override
  public Octets base64(String field, Function<T, Octets> getter) {
    Octets value = getter.apply(view);
    StringBuilder text = new StringBuilder();
    Base64Text.append(text, value, 0, value.length());
    string(field, text.toString());
    return value;
  }

  @Override
  public Octets hex(String field, int length, Function<T, Octets> getter) {
    return hex(field, getter);
  }

  @Override
  public Octets hex8(String field, Function<T, Octets> getter) {
    return hex(field, getter);
  }

  @Override
  public Octets base32hex8(String field, Function<T, Octets> getter) {
    Octets value = getter.apply(view);
    StringBuilder text = new StringBuilder();
    Base32Text.append(text, value, 0, value.length());
    string(field, text.toString());
    return value;
  }

  @Override
  public Octets base64of16(String field, Function<T, Octets> getter) {
    return base64(field, getter);
  }

  @Override
  public <V> V field(String field, FieldKind<V> kind, Function<T, V> getter) {
    V value = getter.apply(view);
    Json.append(member(field), kind.toJson(value));
    return value;
  }

  @Override
  public <V> V whole(FieldKind<V> kind, Function<T, V> getter) {
    V value = getter.apply(view);
    Json.object(kind.toJson(value)).forEach((name, member) -> Json.append(member(name), member));
    return value;
  }

  @Override
  public boolean present(String field, Predicate<T> present) {
    return present.test(view);
  }

  @Override
  public RuntimeException invalid(String field, String what) {
    return new IllegalArgumentException(field + ": " + what);
  }
}
