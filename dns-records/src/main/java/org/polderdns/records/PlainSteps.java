package org.polderdns.records;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** Notes the fields of a uniform walk as numbers, by which {@link PlainRdata} reads them. */
final class PlainSteps<T> extends Fields<T> {
  /** The steps of what is not read so. */
  static final byte[] NONE = {};

  // Fields of one word.
  static final byte U8 = 1;
  static final byte U16 = 2;
  static final byte U32 = 4;
  static final byte U48 = 6;
  static final byte DURATION = 7;
  static final byte TIME = 8;
  static final byte TYPE = 9;
  static final byte IP4 = 10;
  static final byte IP6 = 11;
  static final byte NAME = 12;
  static final byte HEX8 = 13;
  static final byte BASE32HEX8 = 14;

  // Fields of one word or quoted string.
  static final byte STRING = 20;
  static final byte TEXT = 21;

  // Fields that take all that is left.
  static final byte STRINGS = 30;
  static final byte HEX = 31;
  static final byte BASE64 = 32;
  static final byte TYPES = 33;

  private byte[] steps = new byte[16];
  private int count;
  private boolean other; // a field that there is no step for

  private PlainSteps() {}

  /** The steps of a walk; {@link #NONE} if there are none for it. */
  static <T> byte[] of(Function<Fields<T>, T> walk) {
    PlainSteps<T> fields = new PlainSteps<>();
    T unused = walk.apply(fields);
    return fields.other ? NONE : Arrays.copyOf(fields.steps, fields.count);
  }

  private int step(byte step) {
    if (count == steps.length) {
      steps = Arrays.copyOf(steps, 2 * count);
    }
    steps[count++] = step;
    return 0;
  }

  private Octets octets(byte step) {
    step(step);
    return Octets.EMPTY;
  }

  private Octets other() {
    other = true;
    return Octets.EMPTY;
  }

  @Override
  public int u8(String field, ToIntFunction<T> getter) {
    return step(U8);
  }

  @Override
  public int u16(String field, ToIntFunction<T> getter) {
    return step(U16);
  }

  @Override
  public long u32(String field, ToLongFunction<T> getter) {
    return step(U32);
  }

  @Override
  public long u48(String field, ToLongFunction<T> getter) {
    return step(U48);
  }

  @Override
  public long duration(String field, ToLongFunction<T> getter) {
    return step(DURATION);
  }

  @Override
  public long time(String field, ToLongFunction<T> getter) {
    return step(TIME);
  }

  @Override
  public int u8(String field, Mnemonics mnemonics, ToIntFunction<T> getter) {
    return step(U8);
  }

  @Override
  public int u16(String field, Mnemonics mnemonics, ToIntFunction<T> getter) {
    return step(U16);
  }

  @Override
  public RecordType type(String field, Function<T, RecordType> getter) {
    return RecordType.of(step(TYPE));
  }

  @Override
  public TypeSet types(String field, Function<T, TypeSet> getter) {
    step(TYPES);
    return TypeSet.EMPTY;
  }

  @Override
  public Octets ip4(String field, Function<T, Octets> getter) {
    return octets(IP4);
  }

  @Override
  public Octets ip6(String field, Function<T, Octets> getter) {
    return octets(IP6);
  }

  @Override
  public Name name(String field, NameStyle style, Function<T, Name> getter) {
    step(NAME);
    return Name.ROOT;
  }

  @Override
  public Octets string(String field, Function<T, Octets> getter) {
    return octets(STRING);
  }

  @Override
  public List<Octets> strings(String field, Function<T, List<Octets>> getter) {
    step(STRINGS);
    return List.of();
  }

  @Override
  public Octets text(String field, Function<T, Octets> getter) {
    return octets(TEXT);
  }

  @Override
  public Octets hex(String field, Function<T, Octets> getter) {
    return octets(HEX);
  }

  @Override
  public Octets base64(String field, Function<T, Octets> getter) {
    return octets(BASE64);
  }

  @Override
  public Octets hex(String field, int length, Function<T, Octets> getter) {
    return other();
  }

  @Override
  public Octets hex8(String field, Function<T, Octets> getter) {
    return octets(HEX8);
  }

  @Override
  public Octets base32hex8(String field, Function<T, Octets> getter) {
    return octets(BASE32HEX8);
  }

  @Override
  public Octets base64of16(String field, Function<T, Octets> getter) {
    return other();
  }

  @Override
  public <V> V field(String field, FieldKind<V> kind, Function<T, V> getter) {
    other();
    return kind.random(() -> 0);
  }

  @Override
  public <V> V whole(FieldKind<V> kind, Function<T, V> getter) {
    return field("", kind, getter);
  }

  @Override
  public boolean present(String field, Predicate<T> present) {
    other();
    return false;
  }

  @Override
  public RuntimeException invalid(String field, String what) {
    return new IllegalStateException(field + ": " + what);
  }
}
