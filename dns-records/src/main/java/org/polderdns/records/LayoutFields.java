package org.polderdns.records;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RdataLayout;
import org.polderdns.wire.RecordType;

/** Notes where the names are that may be compressed; all values are zero or empty. */
final class LayoutFields<T> extends Fields<T> {
  private final RecordType type;
  private final int[] steps = new int[32];
  private int count;
  private int needed; // steps up to the last name that counts
  private boolean open; // a field of unknown length was met

  LayoutFields(RecordType type) {
    this.type = type;
  }

  RdataLayout layout() {
    return RdataLayout.of(Arrays.copyOf(steps, needed));
  }

  private void skip(int octets) {
    if (count > 0 && steps[count - 1] > 0) {
      steps[count - 1] += octets;
    } else {
      steps[count++] = octets;
    }
  }

  @Override
  public int u8(String field, ToIntFunction<T> getter) {
    skip(1);
    return 0;
  }

  @Override
  public int u16(String field, ToIntFunction<T> getter) {
    skip(2);
    return 0;
  }

  @Override
  public long u32(String field, ToLongFunction<T> getter) {
    skip(4);
    return 0;
  }

  @Override
  public long u48(String field, ToLongFunction<T> getter) {
    skip(6);
    return 0;
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
    skip(2);
    return RecordType.of(0);
  }

  @Override
  public TypeSet types(String field, Function<T, TypeSet> getter) {
    open = true;
    return TypeSet.EMPTY;
  }

  @Override
  public Octets ip4(String field, Function<T, Octets> getter) {
    skip(4);
    return Octets.EMPTY;
  }

  @Override
  public Octets ip6(String field, Function<T, Octets> getter) {
    skip(16);
    return Octets.EMPTY;
  }

  @Override
  public Name name(String field, NameStyle style, Function<T, Name> getter) {
    switch (style) {
      case COMPRESSIBLE -> compressed(field, RdataLayout.COMPRESSIBLE_NAME);
      case DECOMPRESSIBLE -> compressed(field, RdataLayout.DECOMPRESSIBLE_NAME);
      default -> open = true;
    }
    return Name.ROOT;
  }

  private void compressed(String field, int step) {
    if (open) {
      throw new IllegalStateException(
          type + "." + field + " stands behind a field of unknown length");
    }
    steps[count++] = step;
    needed = count;
  }

  @Override
  public Octets string(String field, Function<T, Octets> getter) {
    steps[count++] = RdataLayout.CHARACTER_STRING;
    return Octets.EMPTY;
  }

  @Override
  public List<Octets> strings(String field, Function<T, List<Octets>> getter) {
    open = true;
    return List.of();
  }

  @Override
  public Octets text(String field, Function<T, Octets> getter) {
    open = true;
    return Octets.EMPTY;
  }

  @Override
  public Octets hex(String field, Function<T, Octets> getter) {
    open = true;
    return Octets.EMPTY;
  }

  @Override
  public Octets base64(String field, Function<T, Octets> getter) {
    open = true;
    return Octets.EMPTY;
  }

  @Override
  public Octets hex(String field, int length, Function<T, Octets> getter) {
    skip(length);
    return Octets.EMPTY;
  }

  @Override
  public Octets hex8(String field, Function<T, Octets> getter) {
    return string(field, getter);
  }

  @Override
  public Octets base32hex8(String field, Function<T, Octets> getter) {
    return string(field, getter);
  }

  @Override
  public Octets base64of16(String field, Function<T, Octets> getter) {
    open = true;
    return Octets.EMPTY;
  }

  @Override
  public <V> V field(String field, FieldKind<V> kind, Function<T, V> getter) {
    open = true;
    return kind.random(() -> 0);
  }

  @Override
  public <V> V whole(FieldKind<V> kind, Function<T, V> getter) {
    return field("", kind, getter);
  }

  @Override
  public boolean present(String field, Predicate<T> present) {
    open = true;
    return false;
  }

  @Override
  public RuntimeException invalid(String field, String what) {
    return new IllegalStateException(type + "." + field + ": " + what);
  }
}
