package org.polderdns.zone.file;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.polderdns.records.OctetBuilder;
import org.polderdns.records.PlainTokens;
import org.polderdns.wire.Name;

/** The last owner that a file states, which lines that begin with a blank have too. */
final class LastOwner {
  private final Name apex;
  private final byte[] apexWire;
  private OctetBuilder wire = new OctetBuilder();
  private boolean known; // whether there is one
  private boolean outside; // of the zone
  private @Nullable Name name; // null: not asked for, or none

  // The token that it stood in, to know the same one again.
  private byte[] text = new byte[64];
  private int textLength;
  private boolean textValid; // read with the origin that is in force

  private OctetBuilder next = new OctetBuilder();
  private @Nullable Name insideOrigin; // the last origin found to be in the zone

  LastOwner(Name apex) {
    this.apex = apex;
    this.apexWire = apex.toOctets().toArray();
  }

  /** Null if there is none. The same object for the same owner. */
  @Nullable
  Name name() {
    if (name == null && known) {
      name = Name.ofWire(wire.toOctets());
    }
    return name;
  }

  boolean isOutside() {
    return outside;
  }

  /** Whether there is one that may have records. */
  boolean isInside() {
    return known && !outside;
  }

  /** Copies the name into {@code target} from {@code at} on; the new end is returned. */
  int copyTo(byte[] target, int at) {
    return wire.copyTo(target, at);
  }

  /** Whether a word, in the same origin as before, is the owner again. */
  boolean isText(byte[] buffer, int from, int to) {
    return known && textValid && Arrays.equals(buffer, from, to, text, 0, textLength);
  }

  /** Notes that owners are relative to another name from now on. */
  void forgetText() {
    textValid = false;
  }

  /**
   * Sets the owner, and the token that it stood in.
   *
   * @param valid whether the same word would mean the same
   * @return the name, as the object that was set before if it is equal, case included
   */
  Name set(Name newName, byte[] buffer, int from, int to, boolean valid) {
    keepText(buffer, from, to);
    textValid = valid;
    Name same = name();
    if (newName.equals(same) && newName.equalsCase(same)) {
      return same;
    }
    set(newName);
    return newName;
  }

  /**
   * Sets the owner.
   *
   * @param newName null for none
   */
  void set(@Nullable Name newName) {
    name = newName;
    known = newName != null;
    if (newName != null) {
      wire.clear().name(newName);
      outside = !newName.isAtOrBelow(apex);
    }
  }

  private void keepText(byte[] buffer, int from, int to) {
    if (to - from > text.length) {
      text = new byte[to - from + 64];
    }
    System.arraycopy(buffer, from, text, 0, to - from);
    textLength = to - from;
  }

  /**
   * Reads the current token without setting the owner to it.
   *
   * @return false if it is not plainly a name in the zone
   */
  boolean prepare(PlainTokens tokens, Name origin) {
    next.clear();
    if (!tokens.name(origin, next)) {
      return false;
    }
    return tokens.text()[tokens.to() - 1] == '.' ? isBelowApex() : isInside(origin);
  }

  @SuppressWarnings("ReferenceEquality") // another object is only looked at once more
  private boolean isInside(Name origin) {
    if (origin != insideOrigin) {
      if (!origin.isAtOrBelow(apex)) {
        return false;
      }
      insideOrigin = origin;
    }
    return true;
  }

  /** Whether what was read ends in the apex, in the same case. */
  private boolean isBelowApex() {
    int at = 0;
    while (next.length() - at > apexWire.length) {
      at += 1 + next.at(at);
    }
    return next.length() - at == apexWire.length && next.endsIn(apexWire);
  }

  /** Sets the owner to what was prepared, from the token given. */
  void takePrepared(byte[] buffer, int from, int to) {
    keepText(buffer, from, to);
    textValid = true;
    if (known && next.isSame(wire)) {
      return;
    }
    OctetBuilder spare = wire;
    wire = next;
    next = spare;
    known = true;
    outside = false;
    name = null;
  }
}
