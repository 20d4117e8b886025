package org.polderdns.records;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.wire.RecordType;

/** Reads a view out of a JSON object. */
final class JsonReader<T> extends Fields<T> {
  private final RecordType type;
  private final Map<String, Object> members;
  private final Set<String> seen = new HashSet<>();

  JsonReader(RecordType type, String json) {
    this.type = type;
    this.members = Json.object(Json.parse(json));
  }

  void finish() {
    for (String member : members.keySet()) {
      if (!seen.contains(member)) {
        throw new PresentationFormatException(type + ": unknown member \"" + member + '"');
      }
    }
  }

  private <V> V member(String field, Function<Object, V> reader) {
    Object value = members.get(field);
    if (value == null) {
      throw invalid(field, "the member is missing");
    }
    seen.add(field);
    try {
      return reader.apply(value);
    } catch (PresentationFormatException | IllegalArgumentException e) {
      throw new PresentationFormatException(type + "." + field + ": " + e.getMessage(), e);
    }
  }

  private long number(String field, long max) {
    return member(field, value -> Json.number(value, max));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static PresentationFormatException expected(String what, Object found) {
    return new PresentationFormatException("expected " + what + ", found \"" + found + '"');
  }

  @Override
  public int u8(String field, ToIntFunction<T> getter) {
    return (int) number(field, 255);
  }

  @Override
  public int u16(String field, ToIntFunction<T> getter) {
    return (int) number(field, 65535);
  }

  @Override
  public long u32(String field, ToLongFunction<T> getter) {
    return number(field, 0xffffffffL);
  }

  @Override
  public long u48(String field, ToLongFunction<T> getter) {
    return number(field, 0xffffffffffffL);
  }

  @Override
  public long duration(String field, ToLongFunction<T> getter) {
    return u32(field, getter);
  }

  @Override
  public long time(String field, ToLongFunction<T> getter) {
    return member(field, value -> {
      byte[] text = ascii(Json.string(value));
      long time = Times.parse(text, 0, text.length);
      if (time < 0) {
        throw expected("YYYYMMDDHHmmSS", value);
      }
      return time;
    });
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
    return member(field, value -> RecordType.parse(Json.string(value)));
  }

  @Override
  public TypeSet types(String field, Function<T, TypeSet> getter) {
    return member(
        field,
        value -> TypeSet.of(
            Json.list(value).stream().map(e -> RecordType.parse(Json.string(e))).toList()));
  }

  @Override
  public Octets ip4(String field, Function<T, Octets> getter) {
    return member(field, value -> {
      byte[] text = ascii(Json.string(value));
      byte[] octets = new byte[4];
      if (!IpText.parse4(text, 0, text.length, octets, 0)) {
        throw expected("an IPv4 address", value);
      }
      return Octets.wrap(octets);
    });
  }

  @Override
  public Octets ip6(String field, Function<T, Octets> getter) {
    return member(field, value -> {
      byte[] text = ascii(Json.string(value));
      byte[] octets = new byte[16];
      if (!IpText.parse6(text, 0, text.length, octets, 0)) {
        throw expected("an IPv6 address", value);
      }
      return Octets.wrap(octets);
    });
  }

  @Override
  public Name name(String field, NameStyle style, Function<T, Name> getter) {
    return member(field, value -> Name.parse(Json.string(value)));
  }

  @Override
  public Octets string(String field, Function<T, Octets> getter) {
    return member(field, value -> JsonStrings.octets(Json.string(value)));
  }

  @Override
  public List<Octets> strings(String field, Function<T, List<Octets>> getter) {
    return member(
        field,
        value -> Json.list(value).stream()
            .map(e -> JsonStrings.octets(Json.string(e)))
            .toList());
  }

  @Override
  public Octets text(String field, Function<T, Octets> getter) {
    return string(field, getter);
  }

  @Override
  public Octets hex(String field, Function<T, Octets> getter) {
    return member(field, value -> Octets.parseHex(Json.string(value)));
  }

  @Override
  public Octets base64(String field, Function<T, Octets> getter) {
    return member(field, value -> {
      byte[] text = ascii(Json.string(value));
      OctetBuilder out = new OctetBuilder();
      int digits = Base64Text.decode(text, 0, text.length, 0, out);
      if (digits < 0 || !Base64Text.finish(digits, out)) {
        throw expected("base64", value);
      }
      return out.toOctets();
    });
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
    return member(field, value -> {
      byte[] text = ascii(Json.string(value));
      OctetBuilder out = new OctetBuilder();
      if (!Base32Text.decode(text, 0, text.length, out)) {
        throw expected("base32hex", value);
      }
      return out.toOctets();
    });
  }

  @Override
  public Octets base64of16(String field, Function<T, Octets> getter) {
    return base64(field, getter);
  }

  @Override
  public <V> V field(String field, FieldKind<V> kind, Function<T, V> getter) {
    return member(field, kind::fromJson);
  }

  @Override
  public <V> V whole(FieldKind<V> kind, Function<T, V> getter) {
    seen.addAll(members.keySet());
    try {
      return kind.fromJson(members);
    } catch (PresentationFormatException | IllegalArgumentException e) {
      throw new PresentationFormatException(type + "." + e.getMessage(), e);
    }
  }

  @Override
  public boolean present(String field, Predicate<T> present) {
    return members.containsKey(field);
  }

  @Override
  public RuntimeException invalid(String field, String what) {
    return new PresentationFormatException(type + "." + field + ": " + what);
  }
}
