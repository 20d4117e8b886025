package org.polderdns.records;

import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.wire.RdataLayout;
import org.polderdns.wire.RecordType;
import org.polderdns.wire.WireFormatException;

/**
 * How the data of one record type looks: as octets, as a view, as text, as JSON and in canonical
 * form. All of it follows from one walk over the fields.
 *
 * <pre>{@code
 * Octets octets = Mx.FORMAT.write(new Mx(10, Name.parse("mail.example.")));
 * Mx.FORMAT.print(octets);             // 10 mail.example.
 * Mx.FORMAT.read(octets).exchange();   // mail.example.
 * }</pre>
 *
 * <p>Immutable and safe for all threads.
 *
 * @param <T> the view
 */
public abstract class RdataFormat<T extends RdataView> {
  private final RecordType type;

  RdataFormat(RecordType type) {
    this.type = type;
  }

  /**
   * A format from a walk over the type's fields.
   *
   * @param walk visits the fields in wire order; see {@link Fields}
   */
  public static <T extends RdataView> RdataFormat<T> of(
      RecordType type, Function<Fields<T>, T> walk) {
    return new WalkedFormat<>(type, walk, false);
  }

  /**
   * As {@link #of}, for a walk that visits the same fields whatever their values, and refuses none:
   * such data are read faster from master files.
   */
  public static <T extends RdataView> RdataFormat<T> ofUniform(
      RecordType type, Function<Fields<T>, T> walk) {
    return new WalkedFormat<>(type, walk, true);
  }

  /** The fields by the numbers of {@link PlainSteps}; empty if plain text is nothing special. */
  byte[] plainSteps() {
    return PlainSteps.NONE;
  }

  public final RecordType type() {
    return type;
  }

  /** Where the names are that may be compressed in messages. */
  public abstract RdataLayout layout();

  /**
   * Takes uncompressed octets apart.
   *
   * @throws WireFormatException if they are not of this type
   */
  public abstract T read(Octets octets);

  /**
   * The octets of a view.
   *
   * @throws IllegalArgumentException if a field is out of its range
   */
  public abstract Octets write(T view);

  /**
   * Fails unless the octets are of this type, uncompressed.
   *
   * @throws WireFormatException if they are not
   * @return the octets given
   */
  public Octets check(Octets octets) {
    read(octets);
    return octets;
  }

  /**
   * The canonical form of octets of this type: names in lower case where RFC 4034 §6.2 and RFC 6840
   * §5.1 want it.
   *
   * @throws WireFormatException if they are not of this type
   */
  public abstract Octets canonical(Octets octets);

  /**
   * Reads presentation format up to the end of the line, which is then the current token, straight
   * to octets. {@code \# 4 c0000201} is taken for every type and then checked against it (RFC 3597
   * §5).
   *
   * @param in the token before the data is its current one
   * @throws PresentationFormatException if it is not of this type
   */
  public final Octets parse(Tokenizer in, Name origin) {
    if (in.next() == Tokenizer.Kind.WORD && GenericText.isMark(in)) {
      Octets octets = GenericText.parse(type, in);
      try {
        return check(octets);
      } catch (WireFormatException e) {
        throw in.error("octets are not of type " + type + ": " + e.getMessage());
      }
    }
    in.pushBack();
    return parseFields(in, origin);
  }

  /** As {@link #parse(Tokenizer, Name)}, of a text that holds the data and nothing else. */
  public final Octets parse(String text, Name origin) {
    Tokenizer in = Tokenizer.of(text);
    Octets octets = parse(in, origin);
    if (in.next() != Tokenizer.Kind.END) {
      throw in.error("expected one line, found more");
    }
    return octets;
  }

  abstract Octets parseFields(Tokenizer in, Name origin);

  /**
   * Presentation format, on one line, names absolute.
   *
   * @throws WireFormatException if the octets are not of this type
   */
  public final String print(Octets octets) {
    StringBuilder out = new StringBuilder(64);
    print(octets, out);
    return out.toString();
  }

  /** Appends what {@link #print(Octets)} returns. */
  public abstract void print(Octets octets, StringBuilder out);

  /** {@code \# 4 c0000201}: octets of any type in the form of RFC 3597 §5. */
  public static String printGeneric(Octets octets) {
    StringBuilder out = new StringBuilder(16 + 2 * octets.length());
    GenericText.print(octets, out);
    return out.toString();
  }

  /** A JSON object with a member a field, in wire order, without white space. */
  public abstract String toJson(T view);

  /**
   * Reads what {@link #toJson} writes, members in any order.
   *
   * @throws PresentationFormatException if it is no JSON, a member is missing or unknown, or a
   *     value is not one of its field
   */
  public abstract T fromJson(String json);

  /** A view for tests, each field over all of its range. */
  public abstract T random(RandomGenerator random);

  public final Rdata rdata(T view) {
    return new Rdata(type, write(view));
  }

  @Override
  public String toString() {
    return "RdataFormat[" + type + ']';
  }
}
