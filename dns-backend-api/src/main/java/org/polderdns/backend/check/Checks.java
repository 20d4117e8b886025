package org.polderdns.backend.check;

import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import org.polderdns.backend.Backend;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.backend.ZoneWriting;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;

/** What checks on a store share. */
abstract class Checks {
  /** Takes checks with what they look at. */
  interface Runner extends BiConsumer<String, StoreCheck.Check> {}

  final Backend store;
  final Name apex;

  Checks(Backend store, Name apex) {
    this.store = store;
    this.apex = apex;
  }

  final <T> T role(Class<T> role) {
    return store.capability(role).orElseThrow();
  }

  final ZoneTransaction begin() {
    return role(ZoneWriting.class).begin(apex);
  }

  final ZoneInfo zone() {
    return store
        .zone(apex)
        .orElseThrow(() -> new StoreException(store.name(), "zone " + apex + " is not found"));
  }

  /** A name below the apex. */
  final Name child(String label) {
    return apex.child(label(label));
  }

  /** The octets of a label, a character each. */
  static Octets label(String text) {
    return Octets.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Nothing if both are equal; otherwise what was expected and found, at most 100 characters each. */
  static String difference(Object expected, Object found) {
    return expected.equals(found)
        ? ""
        : "expected " + shortened(expected) + ", found " + shortened(found);
  }

  private static String shortened(Object value) {
    String text = value.toString();
    return text.length() > 100 ? text.substring(0, 100) + "... (" + text.length() + ")" : text;
  }
}
