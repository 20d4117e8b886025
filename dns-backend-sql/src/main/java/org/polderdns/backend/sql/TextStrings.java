package org.polderdns.backend.sql;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.polderdns.wire.Escapes;
import org.polderdns.wire.Octets;
import org.polderdns.wire.PresentationFormatException;

/**
 * The data of TXT and SPF rows: strings in quotes, with or without blanks between them; or, without
 * a quote at its beginning, all of the text as one string. A string over 255 octets becomes several
 * of up to 255.
 */
final class TextStrings {
  private static final int MAX_STRING = 255;

  private TextStrings() {}

  static Octets parse(String content) {
    byte[] text = content.strip().getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length + 8);
    if (text.length == 0) {
      throw new PresentationFormatException("expected text, found nothing");
    }
    if (text[0] != '"') {
      string(out, text, 0, text.length);
      return Octets.wrap(out.toByteArray());
    }
    int at = 0;
    while (at < text.length) {
      if (text[at] == ' ' || text[at] == '\t') {
        at++;
        continue;
      }
      if (text[at] != '"') {
        throw new PresentationFormatException(
            "expected a quote at " + at + ", found \"" + (char) (text[at] & 0xff) + '"');
      }
      int end = ++at;
      while (end < text.length && text[end] != '"') {
        end += text[end] == '\\' ? Escapes.length(text, end, text.length) : 1;
      }
      if (end >= text.length) {
        throw new PresentationFormatException("no quote at the end");
      }
      string(out, text, at, end);
      at = end + 1;
    }
    if (out.size() > 65535) {
      throw new PresentationFormatException(out.size() + " octets of text, at most 65535");
    }
    return Octets.wrap(out.toByteArray());
  }

  private static void string(ByteArrayOutputStream out, byte[] text, int from, int to) {
    byte[] octets = SchemaText.unescape(text, from, to);
    int at = 0;
    do {
      int size = Math.min(MAX_STRING, octets.length - at);
      out.write(size);
      out.write(octets, at, size);
      at += size;
    } while (at < octets.length);
  }
}
