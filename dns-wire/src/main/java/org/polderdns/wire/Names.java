package org.polderdns.wire;

/**
 * Names in a message, compressed or not, without objects (RFC 1035 §4.1.4). A pointer leads to
 * before the fragment that it ends, so that work and length are bounded.
 */
final class Names {
  private static final int LENGTH_SHIFT = 32;
  private static final int LABELS_SHIFT = 41;
  private static final long COMPRESSED = 1L << 50;

  private Names() {}

  /**
   * Checks the name at {@code at}.
   *
   * @param start place of the message's first octet, from which pointers count
   * @param limit behind the last octet that may be read
   * @return what {@link #end}, {@link #length}, {@link #labels} and {@link #isCompressed} take
   * @throws WireFormatException if it is not well formed
   */
  static long scan(byte[] octets, int start, int at, int limit) {
    int length = 1;
    int labels = 0;
    int i = at;
    while (true) {
      if (i >= limit) {
        throw endsEarly(start, at);
      }
      int size = octets[i];
      if (size == 0) {
        return pack(i + 1, length, labels);
      }
      if (size < 0) {
        return scanCompressed(octets, start, at, limit, i, length, labels);
      }
      if (size > Name.MAX_LABEL_LENGTH) {
        throw labelType(start, i, size);
      }
      length += 1 + size;
      labels++;
      i += 1 + size;
      if (length > Name.MAX_LENGTH) {
        throw tooLong(start, at);
      }
    }
  }

  /** Goes on at {@code first}, where an octet over 127 stands. */
  private static long scanCompressed(
      byte[] octets, int start, int at, int limit, int first, int ownLength, int ownLabels) {
    int length = ownLength;
    int labels = ownLabels;
    int fragment = at;
    int i = first;
    while (true) {
      if (i >= limit) {
        throw endsEarly(start, at);
      }
      int size = octets[i];
      if ((size & 0xc0) == 0xc0) {
        if (i + 1 >= limit) {
          throw endsEarly(start, at);
        }
        int target = (size & 0x3f) << 8 | octets[i + 1] & 0xff;
        if (start + target >= fragment) {
          throw WireFormatException.at(i - start, "pointer to " + target + " is not backwards");
        }
        i = start + target;
        fragment = i;
      } else if (size < 0 || size > Name.MAX_LABEL_LENGTH) {
        throw labelType(start, i, size);
      } else if (size == 0) {
        return pack(first + 2, length, labels) | COMPRESSED;
      } else {
        length += 1 + size;
        labels++;
        i += 1 + size;
        if (length > Name.MAX_LENGTH) {
          throw tooLong(start, at);
        }
      }
    }
  }

  private static long pack(int end, int length, int labels) {
    return (long) labels << LABELS_SHIFT | (long) length << LENGTH_SHIFT | end;
  }

  /** The place behind the name where it stands. */
  static int end(long scanned) {
    return (int) scanned;
  }

  /** Octets of the name uncompressed, 1 to 255. */
  static int length(long scanned) {
    return (int) (scanned >> LENGTH_SHIFT) & 0x1ff;
  }

  /** Labels of the name, 0 to 127. */
  static int labels(long scanned) {
    return (int) (scanned >> LABELS_SHIFT) & 0xff;
  }

  static boolean isCompressed(long scanned) {
    return (scanned & COMPRESSED) != 0;
  }

  /** The name at {@code at}, which {@link #scan} has found well formed. */
  static Name read(byte[] octets, int start, int at, long scanned) {
    int labels = labels(scanned);
    if (labels == 0) {
      return Name.ROOT;
    }
    int length = length(scanned);
    if (!isCompressed(scanned)) {
      return Name.ofChecked(octets, at, length, labels);
    }
    byte[] data = new byte[length + labels];
    expand(octets, start, at, data, 0);
    return Name.ofExpanded(data, length, labels);
  }

  /**
   * Copies a well-formed name, uncompressed, to {@code target} from {@code to} on.
   *
   * @return behind its last octet in {@code target}
   */
  static int expand(byte[] octets, int start, int at, byte[] target, int to) {
    int i = at;
    int out = to;
    while (true) {
      int from = i;
      int size = octets[i];
      while (size > 0) {
        i += 1 + size;
        size = octets[i];
      }
      int run = i - from + (size == 0 ? 1 : 0);
      System.arraycopy(octets, from, target, out, run);
      out += run;
      if (size == 0) {
        return out;
      }
      i = start + ((size & 0x3f) << 8 | octets[i + 1] & 0xff);
    }
  }

  /**
   * Octets of the uncompressed name at {@code at}, or 0 if there is none that is well formed before
   * {@code limit}.
   */
  static int plainLength(byte[] octets, int at, int limit) {
    int i = at;
    while (i < limit) {
      int size = octets[i];
      if (size <= 0 || size > Name.MAX_LABEL_LENGTH) {
        return size == 0 && i - at < Name.MAX_LENGTH ? i + 1 - at : 0;
      }
      i += 1 + size;
    }
    return 0;
  }

  private static WireFormatException endsEarly(int start, int at) {
    return WireFormatException.at(at - start, "name ends early");
  }

  private static WireFormatException tooLong(int start, int at) {
    return WireFormatException.at(at - start, "name longer than 255 octets");
  }

  private static WireFormatException labelType(int start, int at, int size) {
    return WireFormatException.at(at - start, "unknown label type " + (size >> 6 & 3));
  }
}
