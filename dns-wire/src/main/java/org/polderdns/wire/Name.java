package org.polderdns.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * An absolute domain name, 1 to 255 octets on the wire, root included (RFC 1035 §3.1).
 *
 * <p>Equality ignores ASCII case and nothing else (RFC 4343), text keeps it; {@code compareTo} is
 * the canonical order (RFC 4034 §6.1), in which a name stands before all names below it.
 *
 * <pre>{@code
 * Name www = Name.parse("www.example.");
 * www.isBelow(Name.parse("EXAMPLE"));  // true
 * www.parent();                        // example.
 * }</pre>
 */
public final class Name implements Comparable<Name> {
  /** The longest name on the wire in octets, length octets and the root's included. */
  public static final int MAX_LENGTH = 255;

  /** The longest label in octets. */
  public static final int MAX_LABEL_LENGTH = 63;

  private static final int HASH_SEED = 0x811c9dc5;
  private static final long HASH_FACTOR = 0x9e3779b97f4a7c15L;

  public static final Name ROOT = new Name(new byte[] {0}, 1, HASH_SEED);

  /**
   * The wire form, case as given, followed by the place of each label's length octet in it, one
   * octet each, root excluded. One array, so that a name costs two objects; never handed out.
   */
  private final byte[] data;

  private final int length;

  /** Of the ASCII-lowercased labels from the root's side, so that a parent's hash is a prefix. */
  private final int hash;

  private Name(byte[] data, int length, int hash) {
    this.data = data;
    this.length = length;
    this.hash = hash;
  }

  /**
   * Reads presentation format; the last dot may be missing, the name is absolute all the same.
   *
   * @throws PresentationFormatException if a label is empty or longer than 63 octets, the name is
   *     longer than 255, or an escape is not {@code \X} or {@code \DDD} up to 255
   */
  public static Name parse(String text) {
    return parse(text, ROOT);
  }

  /** As {@link #parse(String)}, but a name without a last dot is relative to {@code origin}. */
  public static Name parse(String text, Name origin) {
    int size = text.length();
    int dots = 0;
    for (int i = 0; i < size; i++) {
      char c = text.charAt(i);
      if (c == '.') {
        dots++;
      } else if (c == '\\' || c > 0x7f) {
        return parseOctets(text, origin);
      }
    }
    boolean absolute = size > 0 && text.charAt(size - 1) == '.';
    Name suffix = absolute ? ROOT : origin;
    int own = absolute ? size : size + 1;
    int labels = absolute ? dots : dots + 1;
    int length = own + suffix.length;
    if (size < 2 || length > MAX_LENGTH) {
      return parseOctets(text, origin);
    }
    byte[] data = new byte[length + labels + suffix.labelCount()];
    int start = 0;
    int label = 0;
    for (int i = 0; i <= size; i++) {
      // The end closes a label too, unless a dot just did.
      char c = i < size ? text.charAt(i) : '.';
      if (c != '.') {
        data[i + 1] = (byte) c;
      } else if (i < size || !absolute) {
        int octets = i - start;
        if (octets == 0 || octets > MAX_LABEL_LENGTH) {
          return parseOctets(text, origin); // which says what is wrong
        }
        data[start] = (byte) octets;
        data[length + label++] = (byte) start;
        start = i + 1;
      }
    }
    return join(data, own, labels, length, suffix);
  }

  /** For text with escapes, octets beyond ASCII, or an error. */
  private static Name parseOctets(String text, Name origin) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    return parse(octets, 0, octets.length, origin);
  }

  /**
   * Reads presentation format out of {@code text[from]} to {@code text[to - 1]}, octets as they
   * stand in a master file; a name without a last dot is relative to {@code origin}. A lone
   * {@code @} is no special case here, it is a label.
   *
   * @throws PresentationFormatException as {@link #parse(String)}
   */
  public static Name parse(byte[] text, int from, int to, Name origin) {
    if (from == to) {
      throw new PresentationFormatException("expected a domain name, found nothing");
    }
    int dots = 0;
    for (int i = from; i < to; i++) {
      byte c = text[i];
      if (c == '.') {
        dots++;
      } else if (c == '\\') {
        return parseEscaped(text, from, to, origin);
      }
    }
    boolean absolute = text[to - 1] == '.';
    if (absolute && to - from == 1) {
      return ROOT;
    }
    Name suffix = absolute ? ROOT : origin;
    int own = absolute ? to - from : to - from + 1;
    int labels = absolute ? dots : dots + 1;
    int length = own + suffix.length;
    if (length > MAX_LENGTH) {
      throw tooLong(text, from, to);
    }
    byte[] data = new byte[length + labels + suffix.labelCount()];
    int start = 0;
    int out = 1;
    int label = 0;
    for (int i = from; i < to; i++) {
      byte c = text[i];
      if (c == '.') {
        endLabel(data, start, out, text, from, to);
        data[length + label++] = (byte) start;
        start = out++;
      } else {
        data[out++] = c;
      }
    }
    if (!absolute) {
      endLabel(data, start, out, text, from, to);
      data[length + label] = (byte) start;
    }
    return join(data, own, labels, length, suffix);
  }

  private static void endLabel(byte[] data, int start, int out, byte[] text, int from, int to) {
    int size = out - start - 1;
    if (size == 0) {
      throw new PresentationFormatException("empty label in \"" + show(text, from, to) + '"');
    }
    if (size > MAX_LABEL_LENGTH) {
      throw new PresentationFormatException(
          "label of " + size + " octets, at most 63, in \"" + show(text, from, to) + '"');
    }
    data[start] = (byte) size;
  }

  private static Name parseEscaped(byte[] text, int from, int to, Name origin) {
    byte[] wire = new byte[MAX_LENGTH + 1];
    byte[] starts = new byte[128];
    int labels = 0;
    int start = 0;
    int out = 1;
    boolean open = false; // the last character read was not a bare dot
    for (int i = from; i < to; ) {
      byte c = text[i];
      if (out >= wire.length) {
        throw tooLong(text, from, to);
      }
      if (c == '.') {
        endLabel(wire, start, out, text, from, to);
        starts[labels++] = (byte) start;
        start = out++;
        open = false;
        i++;
        continue;
      }
      open = true;
      if (c != '\\') {
        wire[out++] = c;
        i++;
      } else {
        int escape = Escapes.decode(text, i, to);
        wire[out++] = (byte) escape;
        i += Escapes.length(text, i, to);
      }
    }
    int own = start;
    Name suffix = ROOT;
    if (open) {
      endLabel(wire, start, out, text, from, to);
      starts[labels++] = (byte) start;
      own = out;
      suffix = origin;
    }
    int length = own + suffix.length;
    if (length > MAX_LENGTH) {
      throw tooLong(text, from, to);
    }
    byte[] data = new byte[length + labels + suffix.labelCount()];
    System.arraycopy(wire, 0, data, 0, own);
    System.arraycopy(starts, 0, data, length, labels);
    return join(data, own, labels, length, suffix);
  }

  private static PresentationFormatException tooLong(byte[] text, int from, int to) {
    return new PresentationFormatException(
        "name longer than 255 octets: \"" + show(text, from, to) + '"');
  }

  private static String show(byte[] text, int from, int to) {
    int end = Math.min(to, from + 80);
    return new String(text, from, end - from, StandardCharsets.UTF_8) + (end < to ? "..." : "");
  }

  /** Completes {@code data}, whose first {@code own} octets and {@code labels} places are set. */
  private static Name join(byte[] data, int own, int labels, int length, Name suffix) {
    System.arraycopy(suffix.data, 0, data, own, suffix.length);
    int places = suffix.labelCount();
    for (int i = 0; i < places; i++) {
      data[length + labels + i] = (byte) (own + (suffix.data[suffix.length + i] & 0xff));
    }
    return new Name(data, length, hash(data, length, labels, suffix.hash));
  }

  /** Mixes the first {@code labels} labels into {@code hash}, the one nearest the root first. */
  private static int hash(byte[] data, int length, int labels, int hash) {
    int h = hash;
    for (int i = labels - 1; i >= 0; i--) {
      h = labelHash(data, data[length + i] & 0xff, h);
    }
    return h;
  }

  /** The hash of a name from its parent's and the label that stands at {@code at}. */
  private static int labelHash(byte[] octets, int at, int parentHash) {
    long h = parentHash;
    int left = 1 + octets[at];
    for (int i = at; left > 0; i += 8, left -= 8) {
      h = (h ^ Lower.word(octets, i, left)) * HASH_FACTOR;
      h ^= h >>> 32;
    }
    return (int) h;
  }

  /**
   * A name out of its uncompressed wire form, which must be well formed: the caller has checked
   * label lengths, the end and the total.
   */
  static Name ofChecked(byte[] source, int from, int length, int labels) {
    byte[] data = new byte[length + labels];
    System.arraycopy(source, from, data, 0, length);
    return ofExpanded(data, length, labels);
  }

  /** As {@link #ofChecked}, taking the array, which has room for the places of the labels. */
  static Name ofExpanded(byte[] data, int length, int labels) {
    int at = 0;
    for (int i = 0; i < labels; i++) {
      data[length + i] = (byte) at;
      at += 1 + data[at];
    }
    return new Name(data, length, hash(data, length, labels, HASH_SEED));
  }

  /**
   * Reads an uncompressed name that takes exactly all of {@code wire}.
   *
   * @throws WireFormatException if it does not
   */
  public static Name ofWire(Octets wire) {
    return ofWire(wire.array());
  }

  /** As {@link #ofWire(Octets)}. */
  public static Name ofWire(byte[] wire) {
    long scanned = Names.scan(wire, 0, 0, wire.length);
    if (Names.end(scanned) != wire.length) {
      throw WireFormatException.at(
          Names.end(scanned), wire.length - Names.end(scanned) + " octets left after name");
    }
    return Names.read(wire, 0, 0, scanned);
  }

  /** Octets on the wire, uncompressed: 1 (the root) to 255. */
  public int length() {
    return length;
  }

  /** Labels without the root's: 0 (the root) to 127. */
  public int labelCount() {
    return data.length - length;
  }

  public boolean isRoot() {
    return length == 1;
  }

  /** The octet of the wire form at {@code index}, 0 to 255. */
  public int octet(int index) {
    if (index >= length) {
      throw new IndexOutOfBoundsException(index);
    }
    return data[index] & 0xff;
  }

  /**
   * The place in the wire form of the length octet of label {@code index}; label 0 is the leftmost,
   * {@code labelCount()} the root's.
   */
  public int labelOffset(int index) {
    return index == labelCount() ? length - 1 : data[length + index] & 0xff;
  }

  /** The octets of a label without its length octet; label 0 is the leftmost. */
  public Octets label(int index) {
    int at = data[length + index] & 0xff;
    return Octets.copyOf(data, at + 1, at + 1 + data[at]);
  }

  /** Copies the wire form, case kept, into {@code target} from {@code at}; the end is returned. */
  public int copyTo(byte[] target, int at) {
    System.arraycopy(data, 0, target, at, length);
    return at + length;
  }

  /** The wire form, case kept. */
  public Octets toOctets() {
    return Octets.copyOf(data, 0, length);
  }

  /**
   * The name without its leftmost label.
   *
   * @throws IllegalStateException if this is the root
   */
  public Name parent() {
    if (isRoot()) {
      throw new IllegalStateException("the root has no parent");
    }
    return suffix(labelCount() - 1);
  }

  /** The name of the last {@code labels} labels, 0 (the root) to {@code labelCount()}. */
  public Name suffix(int labels) {
    int count = labelCount();
    if (labels == count) {
      return this;
    }
    if (labels == 0) {
      return ROOT;
    }
    int at = data[length + count - labels] & 0xff;
    return ofChecked(data, at, length - at, labels);
  }

  /** {@code *.} before this name (RFC 4592). */
  public Name wildcardChild() {
    return child(Octets.of('*'));
  }

  /**
   * This name with one label more on its left.
   *
   * @throws PresentationFormatException if the label has 0 or over 63 octets or the name over 255
   */
  public Name child(Octets label) {
    int size = label.length();
    if (size == 0 || size > MAX_LABEL_LENGTH || length + 1 + size > MAX_LENGTH) {
      throw new PresentationFormatException(
          "label of " + size + " octets does not fit before \"" + this + '"');
    }
    int newLength = length + 1 + size;
    byte[] joined = new byte[newLength + 1 + labelCount()];
    joined[0] = (byte) size;
    label.copyTo(joined, 1);
    return join(joined, 1 + size, 1, newLength, this);
  }

  /** Whether the leftmost label is {@code *} (RFC 4592 §2.1.1). */
  public boolean isWildcard() {
    return length > 2 && data[0] == 1 && data[1] == '*';
  }

  /** Whether this name is {@code other} or below it. */
  public boolean isAtOrBelow(Name other) {
    int extra = labelCount() - other.labelCount();
    if (extra < 0) {
      return false;
    }
    int at = labelOffset(extra);
    return length - at == other.length && Lower.equal(data, at, other.data, 0, other.length);
  }

  /** Whether this name is below {@code other} and not {@code other} itself. */
  public boolean isBelow(Name other) {
    return labelCount() > other.labelCount() && isAtOrBelow(other);
  }

  /** How many labels, from the root's side and without it, this name and {@code other} share. */
  public int commonLabels(Name other) {
    int i = labelCount();
    int j = other.labelCount();
    int common = 0;
    while (i > 0 && j > 0 && compareLabels(--i, other, --j) == 0) {
      common++;
    }
    return common;
  }

  /**
   * This name with its last labels, those of {@code from}, replaced by {@code to}, as a DNAME does
   * (RFC 6672 §2.2).
   *
   * @return the new name; empty if it would be longer than 255 octets (answer YXDOMAIN)
   * @throws IllegalArgumentException if this name is not at or below {@code from}
   */
  public Optional<Name> replaceSuffix(Name from, Name to) {
    if (!isAtOrBelow(from)) {
      throw new IllegalArgumentException(this + " is not at or below " + from);
    }
    int labels = labelCount() - from.labelCount();
    int own = length - from.length;
    int newLength = own + to.length;
    if (newLength > MAX_LENGTH) {
      return Optional.empty();
    }
    byte[] joined = new byte[newLength + labels + to.labelCount()];
    System.arraycopy(data, 0, joined, 0, own);
    System.arraycopy(data, length, joined, newLength, labels);
    return Optional.of(join(joined, own, labels, newLength, to));
  }

  /** This name in lower case (RFC 4034 §6.2); itself if it is so already. */
  public Name canonical() {
    for (int i = 0; i < length; i++) {
      if (data[i] >= 'A' && data[i] <= 'Z') {
        byte[] lower = data.clone();
        for (int j = i; j < length; j++) {
          lower[j] = (byte) (lower[j] >= 'A' && lower[j] <= 'Z' ? lower[j] + 32 : lower[j]);
        }
        return new Name(lower, length, hash);
      }
    }
    return this;
  }

  /** Whether {@code other} is this name in the same case too. */
  public boolean equalsCase(Name other) {
    return length == other.length && Arrays.equals(data, other.data);
  }

  /** For the classes of this package: wire form and label places, not to be changed. */
  byte[] data() {
    return data;
  }

  private int compareLabels(int index, Name other, int otherIndex) {
    int i = data[length + index] & 0xff;
    int j = other.data[other.length + otherIndex] & 0xff;
    int size = data[i];
    int otherSize = other.data[j];
    if (size == otherSize) {
      // Most labels take one word with their length octet.
      long word = Lower.word(data, i, 1 + size);
      long otherWord = Lower.word(other.data, j, 1 + size);
      if (word != otherWord) {
        return firstDifference(word, otherWord);
      }
      if (size < 8) {
        return 0;
      }
    }
    int common = Math.min(size, otherSize);
    for (int k = 0; k < common; k += 8) {
      long word = Lower.word(data, i + 1 + k, common - k);
      long otherWord = Lower.word(other.data, j + 1 + k, common - k);
      if (word != otherWord) {
        return firstDifference(word, otherWord);
      }
    }
    return size - otherSize;
  }

  private static int firstDifference(long word, long otherWord) {
    int shift = Long.numberOfTrailingZeros(word ^ otherWord) & ~7;
    return (int) (word >>> shift & 0xff) - (int) (otherWord >>> shift & 0xff);
  }

  @Override
  public int compareTo(Name other) {
    int i = labelCount();
    int j = other.labelCount();
    while (i > 0 && j > 0) {
      int difference = compareLabels(--i, other, --j);
      if (difference != 0) {
        return difference;
      }
    }
    return i - j;
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof Name name && sameAs(name));
  }

  private boolean sameAs(Name other) {
    return hash == other.hash
        && length == other.length
        && Lower.equal(data, 0, other.data, 0, length);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** Presentation format with the last dot, escaped so that a master file takes it back. */
  @Override
  public String toString() {
    if (isRoot()) {
      return ".";
    }
    StringBuilder text = new StringBuilder(length + 4);
    for (int at = 0; data[at] != 0; at += 1 + data[at]) {
      for (int i = at + 1; i <= at + data[at]; i++) {
        Escapes.appendLabelOctet(text, data[i] & 0xff);
      }
      text.append('.');
    }
    return text.toString();
  }
}
