package org.polderdns.records;

import java.util.function.Function;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;

/** Reads octets and puts their canonical form beside (RFC 4034 §6.2). */
final class Canonicaliser<T> extends WireReader<T> {
  private byte[] changed; // null while nothing had to be changed

  Canonicaliser(Octets octets) {
    super(octets);
  }

  @Override
  public Name name(String name, NameStyle style, Function<T, Name> getter) {
    int at = in.offset();
    Name value = super.name(name, style, getter);
    if (style != NameStyle.PLAIN) {
      Name lower = value.canonical();
      if (!lower.equalsCase(value)) {
        lower.copyTo(changed(), at);
      }
    }
    return value;
  }

  @Override
  public <V> V field(String name, FieldKind<V> kind, Function<T, V> getter) {
    int at = in.offset();
    V value = super.field(name, kind, getter);
    Octets octets = source.slice(at, in.offset());
    Octets canonical = kind.canonical(octets);
    if (!canonical.equals(octets)) {
      canonical.copyTo(changed(), at);
    }
    return value;
  }

  private byte[] changed() {
    if (changed == null) {
      changed = source.toArray();
    }
    return changed;
  }

  Octets result() {
    return changed == null ? source : Octets.wrap(changed);
  }
}
