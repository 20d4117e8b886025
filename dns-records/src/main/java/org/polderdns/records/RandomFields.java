package org.polderdns.records;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** Makes values for tests. */
final class RandomFields<T> extends Fields<T> {
  private final RandomGenerator random;

  RandomFields(RandomGenerator random) {
    this.random = random;
  }

  private Octets octets(int min, int max) {
    byte[] octets = new byte[min + random.nextInt(max - min + 1)];
    random.nextBytes(octets);
    return Octets.wrap(octets);
  }

  /** Often one of the lowest numbers, on which later fields may depend. */
  private int small(int bound) {
    return random.nextInt(4) > 0 ? random.nextInt(4) : random.nextInt(bound);
  }

  @Override
  public int u8(String field, ToIntFunction<T> getter) {
    return small(256);
  }

  @Override
  public int u16(String field, ToIntFunction<T> getter) {
    return small(65536);
  }

  @Override
  public long u32(String field, ToLongFunction<T> getter) {
    return random.nextInt() & 0xffffffffL;
  }

  @Override
  public long u48(String field, ToLongFunction<T> getter) {
    return random.nextLong() & 0xffffffffffffL;
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
    return RecordType.of(random.nextBoolean() ? random.nextInt(300) : random.nextInt(65536));
  }

  @Override
  public TypeSet types(String field, Function<T, TypeSet> getter) {
    List<RecordType> types = new ArrayList<>();
    for (int i = random.nextInt(8); i > 0; i--) {
      types.add(
          RecordType.of(1 + (random.nextBoolean() ? random.nextInt(300) : random.nextInt(65535))));
    }
    return TypeSet.of(types);
  }

  @Override
  public Octets ip4(String field, Function<T, Octets> getter) {
    return octets(4, 4);
  }

  @Override
  public Octets ip6(String field, Function<T, Octets> getter) {
    byte[] octets = octets(16, 16).toArray();
    for (int i = 0; i < 16; i += 2) {
      if (random.nextInt(3) == 0) {
        octets[i] = 0;
        octets[i + 1] = 0;
      }
    }
    return Octets.wrap(octets);
  }

  @Override
  public Name name(String field, NameStyle style, Function<T, Name> getter) {
    Name name = Name.ROOT;
    for (int labels = random.nextInt(5); labels > 0; labels--) {
      Octets label = random.nextInt(4) == 0 ? octets(1, 20) : word();
      name = name.child(label);
    }
    return name;
  }

  private Octets word() {
    byte[] letters = new byte[1 + random.nextInt(12)];
    for (int i = 0; i < letters.length; i++) {
      letters[i] = (byte) "abcdefghXYZ-_019*.".charAt(random.nextInt(18));
    }
    return Octets.wrap(letters);
  }

  @Override
  public Octets string(String field, Function<T, Octets> getter) {
    return switch (random.nextInt(8)) {
      case 0 -> Octets.EMPTY;
      case 1 -> octets(255, 255);
      case 2, 3 -> octets(1, 30);
      default -> word();
    };
  }

  @Override
  public List<Octets> strings(String field, Function<T, List<Octets>> getter) {
    List<Octets> strings = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      strings.add(string(field, v -> Octets.EMPTY));
    }
    return List.copyOf(strings);
  }

  @Override
  public Octets text(String field, Function<T, Octets> getter) {
    return octets(0, 400);
  }

  @Override
  public Octets hex(String field, Function<T, Octets> getter) {
    return octets(1, 70);
  }

  @Override
  public Octets base64(String field, Function<T, Octets> getter) {
    return octets(1, 70);
  }

  @Override
  public Octets hex(String field, int length, Function<T, Octets> getter) {
    return octets(length, length);
  }

  @Override
  public Octets hex8(String field, Function<T, Octets> getter) {
    return random.nextBoolean() ? octets(0, 20) : octets(0, 255);
  }

  @Override
  public Octets base32hex8(String field, Function<T, Octets> getter) {
    return octets(1, 40);
  }

  @Override
  public Octets base64of16(String field, Function<T, Octets> getter) {
    return octets(0, 300);
  }

  @Override
  public <V> V field(String field, FieldKind<V> kind, Function<T, V> getter) {
    return kind.random(random);
  }

  @Override
  public <V> V whole(FieldKind<V> kind, Function<T, V> getter) {
    return field("", kind, getter);
  }

  @Override
  public boolean present(String field, Predicate<T> present) {
    return random.nextBoolean();
  }

  @Override
  public RuntimeException invalid(String field, String what) {
    return new IllegalStateException(field + ": " + what);
  }
}
