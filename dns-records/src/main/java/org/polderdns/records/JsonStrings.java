package org.polderdns.records;

import java.nio.charset.StandardCharsets;
import org.polderdns.wire.Escapes;
import org.polderdns.wire.Octets;

/**
 * Octets of character-strings in JSON: as in presentation format without the quotes, that is
 * printable ASCII as it is, a backslash doubled, all others {@code \DDD}.
 */
final class JsonStrings {
  private JsonStrings() {}

  static String text(Octets octets) {
    StringBuilder out = new StringBuilder(octets.length());
    for (int i = 0; i < octets.length(); i++) {
      if (octets.at(i) == '"') {
        out.append('"');
      } else {
        Escapes.appendQuotedOctet(out, octets.at(i));
      }
    }
    return out.toString();
  }

  /** The inverse; characters above ASCII are taken as UTF-8. */
  static Octets octets(String text) {
    byte[] b = text.getBytes(StandardCharsets.UTF_8);
    OctetBuilder out = new OctetBuilder();
    for (int i = 0; i < b.length; ) {
      if (b[i] == '\\') {
        out.u8(Escapes.decode(b, i, b.length));
        i += Escapes.length(b, i, b.length);
      } else {
        out.u8(b[i++]);
      }
    }
    return out.toOctets();
  }
}
