package org.polderdns.dnssec.online;

import java.util.Arrays;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;

/** The first name behind another one in canonical order (RFC 4471 §3.1.2, RFC 9824 §3.1). */
final class Successor {
  private static final Octets ZERO = Octets.of(0);

  private Successor() {}

  /**
   * The name that has nothing between it and {@code name}.
   *
   * @param name at or below the apex
   * @return below the apex; the apex itself if there is none behind the name
   */
  static Name of(Name name, Name apex) {
    if (name.length() + 2 <= Name.MAX_LENGTH) {
      return name.child(ZERO);
    }
    for (Name at = name; at.isBelow(apex); at = at.parent()) {
      byte[] label = at.canonical().label(0).toArray();
      if (label.length < Name.MAX_LABEL_LENGTH && at.length() < Name.MAX_LENGTH) {
        return at.parent().child(Octets.wrap(Arrays.copyOf(label, label.length + 1)));
      }
      int last = label.length;
      while (last > 0 && label[last - 1] == (byte) 0xff) {
        last--;
      }
      if (last > 0) {
        byte[] next = Arrays.copyOf(label, last);
        next[last - 1]++;
        if (next[last - 1] == 'A') {
          next[last - 1] = 'Z' + 1; // as a canonical name has no capitals
        }
        return at.parent().child(Octets.wrap(next));
      }
    }
    return apex;
  }
}
