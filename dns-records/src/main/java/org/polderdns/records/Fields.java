package org.polderdns.records;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/**
 * The fields of one record type's data in wire order, visited once. A type's {@code walk} calls one
 * method a field and builds its view from what they return:
 *
 * <pre>{@code
 * private static Mx walk(Fields<Mx> f) {
 *   return new Mx(
 *       f.u16("preference", Mx::preference),
 *       f.name("exchange", COMPRESSIBLE, Mx::exchange));
 * }
 * }</pre>
 *
 * <p>What happens at a field is up to the subclass: read wire, text or JSON (then the value comes
 * from the input and the getter is ignored), or write one of these (then it comes from the getter,
 * or is passed through). Numbers returned are always the real ones, so that later fields may depend
 * on them; names, octets and lists may be placeholders where nobody needs the view, so a view's
 * constructor must take any. A field's name is what errors and JSON call it.
 *
 * @param <T> the view
 */
public abstract class Fields<T> {
  Fields() {}

  /** A number of 8 bits, decimal in text. */
  public abstract int u8(String field, ToIntFunction<T> getter);

  /** A number of 16 bits. */
  public abstract int u16(String field, ToIntFunction<T> getter);

  /** A number of 32 bits. */
  public abstract long u32(String field, ToLongFunction<T> getter);

  /** A number of 48 bits. */
  public abstract long u48(String field, ToLongFunction<T> getter);

  /** A number of seconds, 32 bits; text may have units ({@code 1h30m}) and prints none. */
  public abstract long duration(String field, ToLongFunction<T> getter);

  /**
   * Seconds since 1970 modulo 2^32; {@code YYYYMMDDHHmmSS} or a decimal number in text (RFC 4034
   * §3.2).
   */
  public abstract long time(String field, ToLongFunction<T> getter);

  /** A number of 8 bits; text may be one of the mnemonics, and is the number where it has none. */
  public abstract int u8(String field, Mnemonics mnemonics, ToIntFunction<T> getter);

  /** A number of 16 bits; text may be one of the mnemonics. */
  public abstract int u16(String field, Mnemonics mnemonics, ToIntFunction<T> getter);

  /** A record type, 16 bits; its mnemonic in text. */
  public abstract RecordType type(String field, Function<T, RecordType> getter);

  /** The windows and bitmaps of a set of types, up to the end (RFC 4034 §4.1.2). */
  public abstract TypeSet types(String field, Function<T, TypeSet> getter);

  /** Four octets, dotted in text. */
  public abstract Octets ip4(String field, Function<T, Octets> getter);

  /** 16 octets, in text as RFC 4291 §2.2 reads and RFC 5952 writes them. */
  public abstract Octets ip6(String field, Function<T, Octets> getter);

  /** A domain name, relative to the origin in text. */
  public abstract Name name(String field, NameStyle style, Function<T, Name> getter);

  /** One octet of length and up to 255 octets; a word or a quoted string in text. */
  public abstract Octets string(String field, Function<T, Octets> getter);

  /** One or more character-strings up to the end. */
  public abstract List<Octets> strings(String field, Function<T, List<Octets>> getter);

  /** All octets up to the end, without a length, as one word or quoted string in text. */
  public abstract Octets text(String field, Function<T, Octets> getter);

  /** All octets up to the end, at least one, in hex; text may have blanks. */
  public abstract Octets hex(String field, Function<T, Octets> getter);

  /**
   * All octets up to the end, in base64; text may have blanks. None are taken if other fields came
   * before, as a key that is not there.
   */
  public abstract Octets base64(String field, Function<T, Octets> getter);

  /** So many octets, in one word of hex. */
  public abstract Octets hex(String field, int length, Function<T, Octets> getter);

  /** One octet of length and up to 255 octets, in one word of hex; {@code -} if none. */
  public abstract Octets hex8(String field, Function<T, Octets> getter);

  /** One octet of length and 1 to 255 octets, in one word of base32hex without padding. */
  public abstract Octets base32hex8(String field, Function<T, Octets> getter);

  /** Two octets of length and up to 65535 octets; the length and a word of base64 in text. */
  public abstract Octets base64of16(String field, Function<T, Octets> getter);

  /** A field of another kind. */
  public abstract <V> V field(String field, FieldKind<V> kind, Function<T, V> getter);

  /**
   * All of the data as one value, for types whose text has another order than the octets. Its JSON
   * is an object, which becomes the record's own; its errors begin with the field that they are of.
   */
  public abstract <V> V whole(FieldKind<V> kind, Function<T, V> getter);

  /**
   * Whether an optional field, the rest of the data, is there. Whoever reads looks for more input.
   *
   * @param field the name of the field that comes next if it is
   */
  public abstract boolean present(String field, Predicate<T> present);

  /**
   * An error in a field's value, to be thrown.
   *
   * @param what as {@code expected 0 to 3, found 4}
   */
  public abstract RuntimeException invalid(String field, String what);
}
