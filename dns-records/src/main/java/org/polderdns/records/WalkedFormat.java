package org.polderdns.records;

import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RdataLayout;
import org.polderdns.wire.RecordType;
import org.polderdns.wire.WireFormatException;

/** A format made of a walk over the type's fields. */
final class WalkedFormat<T extends RdataView> extends RdataFormat<T> {
  private final Function<Fields<T>, T> walk;
  private final boolean uniform;
  private RdataLayout layout; // null until asked for; immutable, so that a race does no harm
  private byte[] plainSteps; // likewise

  WalkedFormat(RecordType type, Function<Fields<T>, T> walk, boolean uniform) {
    super(type);
    this.walk = walk;
    this.uniform = uniform;
  }

  @Override
  byte[] plainSteps() {
    if (plainSteps == null) {
      plainSteps = uniform ? PlainSteps.of(walk) : PlainSteps.NONE;
    }
    return plainSteps;
  }

  @Override
  public RdataLayout layout() {
    if (layout == null) {
      LayoutFields<T> fields = new LayoutFields<>(type());
      T unused = walk.apply(fields);
      layout = fields.layout();
    }
    return layout;
  }

  @Override
  public T read(Octets octets) {
    return read(new WireReader<>(octets));
  }

  @Override
  public Octets check(Octets octets) {
    T unused = read(new WireChecker<>(octets));
    return octets;
  }

  private T read(WireReader<T> fields) {
    try {
      T view = walk.apply(fields);
      fields.in.expectEnd("the last field");
      return view;
    } catch (WireFormatException e) {
      throw located(e, fields.field());
    }
  }

  /** Puts type and field behind the offset that a reader's error begins with. */
  private WireFormatException located(WireFormatException e, String field) {
    String text = e.getMessage();
    String where = field.isEmpty() ? type() + ": " : type() + "." + field + ": ";
    int colon = text.startsWith("offset ") ? text.indexOf(": ") : -1;
    return new WireFormatException(
        colon < 0
            ? where + text
            : text.substring(0, colon + 2) + where + text.substring(colon + 2));
  }

  @Override
  public Octets write(T view) {
    WireWriter<T> fields = new WireWriter<>(type(), view);
    T unused = walk.apply(fields);
    if (fields.out.length() > 65535) {
      throw new IllegalArgumentException(
          type() + ": " + fields.out.length() + " octets of data, at most 65535");
    }
    return fields.out.toOctets();
  }

  @Override
  public Octets canonical(Octets octets) {
    Canonicaliser<T> fields = new Canonicaliser<>(octets);
    T unused = read(fields);
    return fields.result();
  }

  @Override
  @SuppressWarnings("unchecked") // the getters, all that T is used for, are not called
  Octets parseFields(Tokenizer in, Name origin) {
    TextReader<T> fields = ((TextReader<T>) in.reader()).start(type(), origin);
    T unused = walk.apply(fields);
    return fields.finish();
  }

  @Override
  public void print(Octets octets, StringBuilder out) {
    TextWriter<T> fields = new TextWriter<>(octets, out);
    T unused = read(fields);
  }

  @Override
  public String toJson(T view) {
    JsonWriter<T> fields = new JsonWriter<>(view);
    T unused = walk.apply(fields);
    return fields.finish();
  }

  @Override
  public T fromJson(String json) {
    JsonReader<T> fields = new JsonReader<>(type(), json);
    T view = walk.apply(fields);
    fields.finish();
    return view;
  }

  @Override
  public T random(RandomGenerator random) {
    for (int tries = 0; ; tries++) {
      try {
        return walk.apply(new RandomFields<>(random));
      } catch (IllegalStateException e) { // by invalid: fields that do not go together
        if (tries == 10_000) {
          throw e;
        }
      }
    }
  }
}
