package org.polderdns.zone.check;

import org.polderdns.wire.Name;

/** What names look like to people, and whether they look like hosts. */
final class Names {
  private Names() {}

  /** Without the last dot, as the tools show names; the root is a dot. */
  static String shown(Name name) {
    String text = name.toString();
    return name.isRoot() ? text : text.substring(0, text.length() - 1);
  }

  /**
   * Whether a name is one that hosts may have: letters, digits and inner hyphens in each label (RFC
   * 952, RFC 1123 §2.1).
   *
   * @param underscore whether an underscore is taken like a letter
   */
  static boolean isHost(Name name, boolean underscore) {
    return !name.isRoot() && isHost(name, 0, underscore);
  }

  /** As {@link #isHost}, but the first label may be {@code *}, since that stands for others. */
  static boolean isHostOwner(Name name, boolean underscore) {
    return name.isWildcard() ? isHost(name, 1, underscore) : isHost(name, 0, underscore);
  }

  private static boolean isHost(Name name, int firstLabel, boolean underscore) {
    for (int label = firstLabel; label < name.labelCount(); label++) {
      int at = name.labelOffset(label);
      int size = name.octet(at);
      if (name.octet(at + 1) == '-' || name.octet(at + size) == '-') {
        return false;
      }
      for (int i = at + 1; i <= at + size; i++) {
        int c = name.octet(i);
        boolean good = c >= 'a' && c <= 'z'
            || c >= 'A' && c <= 'Z'
            || c >= '0' && c <= '9'
            || c == '-'
            || c == '_' && underscore;
        if (!good) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether a name is an IPv4 address by mistake: four labels that are numbers 0 to 255. */
  static boolean isAddress(Name name) {
    if (name.labelCount() != 4) {
      return false;
    }
    for (int label = 0; label < 4; label++) {
      int at = name.labelOffset(label);
      int value = 0;
      for (int i = at + 1; i <= at + name.octet(at); i++) {
        int c = name.octet(i);
        if (c < '0' || c > '9') {
          return false;
        }
        value = Math.min(value * 10 + c - '0', 256);
      }
      if (value > 255) {
        return false;
      }
    }
    return true;
  }

  /** Whether the zone's name stands twice at the end, as when a last dot was forgotten. */
  static boolean isDoubled(Name name, Name apex) {
    int labels = apex.labelCount();
    if (labels == 0 || name.labelCount() < 2 * labels || !name.isAtOrBelow(apex)) {
      return false;
    }
    Name lower = name.canonical();
    for (int label = 1; label <= labels; label++) {
      int inner = lower.labelCount() - labels - label;
      if (!lower.label(inner).equals(lower.label(inner + labels))) {
        return false;
      }
    }
    return true;
  }
}
