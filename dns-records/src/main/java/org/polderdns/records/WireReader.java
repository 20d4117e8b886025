package org.polderdns.records;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.polderdns.wire.Name;
import org.polderdns.wire.OctetReader;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.wire.WireFormatException;

/** Reads uncompressed octets. */
class WireReader<T> extends Fields<T> {
  final OctetReader in;
  final Octets source;
  private String field = "";

  WireReader(Octets octets) {
    source = octets;
    in = octets.reader();
  }

  /** The next octets; a subclass that does not need them may only skip them. */
  Octets take(int length) {
    return in.octets(length);
  }

  /** The next name; a subclass that does not need it may only skip it. */
  Name takeName() {
    return in.uncompressedName();
  }

  /** Checks the next name without making it, and returns where it begins. */
  final int skipName() {
    int start = in.offset();
    int at = start;
    int size;
    do {
      size = at < source.length() ? source.at(at) : 64;
      at += 1 + size;
      if (size > Name.MAX_LABEL_LENGTH || at - start > Name.MAX_LENGTH) {
        in.uncompressedName(); // to fail as it does
        throw new IllegalStateException("a name that should not be read was");
      }
    } while (size != 0);
    in.skip(at - start);
    return start;
  }

  /** The field that was read last, for errors. */
  String field() {
    return field;
  }

  @Override
  public int u8(String name, ToIntFunction<T> getter) {
    field = name;
    return in.u8();
  }

  @Override
  public int u16(String name, ToIntFunction<T> getter) {
    field = name;
    return in.u16();
  }

  @Override
  public long u32(String name, ToLongFunction<T> getter) {
    field = name;
    return in.u32();
  }

  @Override
  public long u48(String name, ToLongFunction<T> getter) {
    field = name;
    return in.u48();
  }

  @Override
  public long duration(String name, ToLongFunction<T> getter) {
    return u32(name, getter);
  }

  @Override
  public long time(String name, ToLongFunction<T> getter) {
    return u32(name, getter);
  }

  @Override
  public int u8(String name, Mnemonics mnemonics, ToIntFunction<T> getter) {
    return u8(name, getter);
  }

  @Override
  public int u16(String name, Mnemonics mnemonics, ToIntFunction<T> getter) {
    return u16(name, getter);
  }

  @Override
  public RecordType type(String name, Function<T, RecordType> getter) {
    field = name;
    return RecordType.of(in.u16());
  }

  @Override
  public TypeSet types(String name, Function<T, TypeSet> getter) {
    field = name;
    return TypeSet.ofOctets(in.rest());
  }

  @Override
  public Octets ip4(String name, Function<T, Octets> getter) {
    field = name;
    return take(4);
  }

  @Override
  public Octets ip6(String name, Function<T, Octets> getter) {
    field = name;
    return take(16);
  }

  @Override
  public Name name(String name, NameStyle style, Function<T, Name> getter) {
    field = name;
    return takeName();
  }

  @Override
  public Octets string(String name, Function<T, Octets> getter) {
    field = name;
    return take(in.u8());
  }

  @Override
  public List<Octets> strings(String name, Function<T, List<Octets>> getter) {
    field = name;
    List<Octets> strings = new ArrayList<>(1);
    do {
      strings.add(take(in.u8()));
    } while (in.remaining() > 0);
    return List.copyOf(strings);
  }

  @Override
  public Octets text(String name, Function<T, Octets> getter) {
    field = name;
    return take(in.remaining());
  }

  @Override
  public Octets hex(String name, Function<T, Octets> getter) {
    field = name;
    if (in.remaining() == 0) {
      throw invalid(name, "expected 1 to 65535 octets, found 0");
    }
    return take(in.remaining());
  }

  @Override
  public Octets base64(String name, Function<T, Octets> getter) {
    field = name;
    if (source.length() == 0) {
      throw invalid(name, "expected octets, found none");
    }
    return take(in.remaining());
  }

  @Override
  public Octets hex(String name, int length, Function<T, Octets> getter) {
    field = name;
    return take(length);
  }

  @Override
  public Octets hex8(String name, Function<T, Octets> getter) {
    field = name;
    return take(in.u8());
  }

  @Override
  public Octets base32hex8(String name, Function<T, Octets> getter) {
    field = name;
    int length = in.u8();
    if (length == 0) {
      throw invalid(name, "expected 1 to 255 octets, found none");
    }
    return take(length);
  }

  @Override
  public Octets base64of16(String name, Function<T, Octets> getter) {
    field = name;
    return take(in.u16());
  }

  @Override
  public <V> V field(String name, FieldKind<V> kind, Function<T, V> getter) {
    field = name;
    return kind.read(in);
  }

  @Override
  public <V> V whole(FieldKind<V> kind, Function<T, V> getter) {
    return field("", kind, getter);
  }

  @Override
  public boolean present(String name, Predicate<T> present) {
    return in.remaining() > 0;
  }

  @Override
  public RuntimeException invalid(String name, String what) {
    field = name;
    return WireFormatException.at(in.offset(), what);
  }
}
