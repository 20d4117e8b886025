package org.polderdns.backend.sql;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads parameters as PostgreSQL's client library takes them: {@code key=value} between blanks, which
 * may stand around the equals sign too; a value with blanks, or none, is in single quotes; a
 * backslash takes a quote or a backslash as it is.
 */
final class LibpqParameters {
  private final String text;
  private int at;

  private LibpqParameters(String text) {
    this.text = text;
  }

  /**
   * The values by key; of a key that is there twice the last counts.
   *
   * @throws IllegalArgumentException if the text is not of that form
   */
  static Map<String, String> parse(String text) {
    LibpqParameters reader = new LibpqParameters(text);
    Map<String, String> values = new LinkedHashMap<>();
    for (reader.skipBlanks(); reader.at < text.length(); reader.skipBlanks()) {
      int start = reader.at;
      String key = reader.key();
      if (key.isEmpty()) {
        throw new IllegalArgumentException(
            "expected key=value, found \"" + text.substring(start) + '"');
      }
      values.put(key, reader.value());
    }
    return values;
  }

  private boolean isBlank() {
    return Character.isWhitespace(text.charAt(at));
  }

  private void skipBlanks() {
    while (at < text.length() && isBlank()) {
      at++;
    }
  }

  private String key() {
    int start = at;
    while (at < text.length() && text.charAt(at) != '=' && !isBlank()) {
      at++;
    }
    String key = text.substring(start, at);
    skipBlanks();
    if (at == text.length() || text.charAt(at) != '=') {
      throw new IllegalArgumentException("expected key=value, found \"" + key + '"');
    }
    at++;
    skipBlanks();
    return key;
  }

  private String value() {
    boolean quoted = at < text.length() && text.charAt(at) == '\'';
    at += quoted ? 1 : 0;
    StringBuilder value = new StringBuilder();
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (quoted ? c == '\'' : isBlank()) {
        break;
      }
      if (c == '\\' && at + 1 < text.length()) {
        c = text.charAt(++at);
      }
      value.append(c);
    }
    if (quoted) {
      if (at == text.length()) {
        throw new IllegalArgumentException("a quote is not closed in \"" + text + '"');
      }
      at++;
    }
    return value.toString();
  }
}
