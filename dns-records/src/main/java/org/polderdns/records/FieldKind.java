package org.polderdns.records;

import java.util.random.RandomGenerator;
import org.polderdns.wire.Name;
import org.polderdns.wire.OctetReader;
import org.polderdns.wire.Octets;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.wire.WireFormatException;

/**
 * A kind of field that {@link Fields} has no method for, in each of its forms. Errors need not say
 * where they are, only what was expected and found: the caller adds type, field and place.
 *
 * @param <V> the value, immutable
 */
public interface FieldKind<V> {
  /**
   * Reads the field, which may take all octets that are left.
   *
   * @throws WireFormatException if the octets are not of this kind
   */
  V read(OctetReader in);

  /**
   * Appends the field's octets.
   *
   * @throws IllegalArgumentException if the value does not fit
   */
  void write(V value, OctetBuilder out);

  /**
   * Reads the field's tokens by {@link Tokenizer#next()}. A field that goes to the end of the line
   * gives back the token that ended it ({@link Tokenizer#pushBack()}, {@link Tokenizer#hasMore()}).
   *
   * @param origin what relative names are relative to
   * @throws PresentationFormatException if the text is not of this kind
   */
  V parse(Tokenizer in, Name origin);

  /**
   * The next token of a field.
   *
   * @param expected what should stand here, for the error's text
   * @throws PresentationFormatException if the line ends instead
   */
  static String word(Tokenizer in, String expected) {
    Tokenizer.Kind kind = in.next();
    if (kind != Tokenizer.Kind.WORD && kind != Tokenizer.Kind.QUOTED) {
      throw new PresentationFormatException("expected " + expected + ", found " + in.shown());
    }
    return in.text();
  }

  /** Appends presentation format, without blanks around it; nothing at all for no tokens. */
  void print(V value, StringBuilder out);

  /** A value for tests, over the whole range of the kind; from zeros alone a simple one. */
  V random(RandomGenerator random);

  /**
   * The value in JSON: a {@code String}, {@code Long}, {@code Boolean}, {@code List} or {@code Map}
   * of these. The presentation format as one string, if not overridden.
   */
  default Object toJson(V value) {
    StringBuilder out = new StringBuilder();
    print(value, out);
    return out.toString();
  }

  /**
   * The inverse of {@link #toJson}.
   *
   * @throws PresentationFormatException if it is none of the kind's values
   */
  default V fromJson(Object json) {
    Tokenizer in = Tokenizer.of(Json.string(json));
    V value = parse(in, Name.ROOT);
    if (in.hasMore()) {
      throw new PresentationFormatException("expected the end, found " + in.shown());
    }
    return value;
  }

  /** The canonical form of the field's octets (RFC 4034 §6.2): the same, if not overridden. */
  default Octets canonical(Octets octets) {
    return octets;
  }
}
