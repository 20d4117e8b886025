package org.polderdns.records;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.polderdns.wire.PresentationFormatException;

/**
 * JSON values (RFC 8259) as far as records need them: {@code Map}, {@code List}, {@code String},
 * {@code Long}, {@code Boolean}. Numbers are integers; there is no null.
 */
public final class Json {
  private static final int MAX_DEPTH = 16;
  private static final int MAX_LENGTH = 1 << 20;

  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  /**
   * Reads one value that is all of the text.
   *
   * @throws PresentationFormatException if it is no JSON, has over 2^20 characters, is nested deeper
   *     than 16, has a member twice, or has a value that records do not use
   */
  public static Object parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new PresentationFormatException("JSON of " + text.length() + " characters");
    }
    Json json = new Json(text);
    Object value = json.value(0);
    if (json.peek() != 0) {
      throw json.error("expected the end");
    }
    return value;
  }

  private PresentationFormatException error(String what) {
    String found = at < text.length()
        ? "'" + new StringBuilder().appendCodePoint(text.codePointAt(at)) + "'"
        : "the end";
    return new PresentationFormatException("JSON:" + (at + 1) + ": " + what + ", found " + found);
  }

  /** The next character that is not white space, or 0. */
  private char peek() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  private void expect(char c) {
    if (peek() != c) {
      throw error("expected '" + c + "'");
    }
    at++;
  }

  private Object value(int depth) {
    if (depth > MAX_DEPTH) {
      throw error("nested deeper than " + MAX_DEPTH);
    }
    char c = peek();
    if (c == '{') {
      return object(depth);
    } else if (c == '[') {
      return array(depth);
    } else if (c == '"') {
      return stringLiteral();
    } else if (c == '-' || c >= '0' && c <= '9') {
      return number();
    } else if (text.startsWith("true", at)) {
      at += 4;
      return true;
    } else if (text.startsWith("false", at)) {
      at += 5;
      return false;
    }
    throw error("expected a value");
  }

  private Map<String, Object> object(int depth) {
    Map<String, Object> members = new LinkedHashMap<>();
    at++;
    if (peek() == '}') {
      at++;
      return members;
    }
    while (true) {
      peek();
      String key = stringLiteral();
      expect(':');
      if (members.put(key, value(depth + 1)) != null) {
        throw error("member \"" + key + "\" is there twice");
      }
      if (peek() == '}') {
        at++;
        return members;
      }
      expect(',');
    }
  }

  private List<Object> array(int depth) {
    List<Object> values = new ArrayList<>();
    at++;
    if (peek() == ']') {
      at++;
      return values;
    }
    while (true) {
      values.add(value(depth + 1));
      if (peek() == ']') {
        at++;
        return values;
      }
      expect(',');
    }
  }

  private Long number() {
    int start = at;
    if (text.charAt(at) == '-') {
      at++;
    }
    int digits = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    boolean whole = at == text.length() || ".eE".indexOf(text.charAt(at)) < 0;
    boolean zero = digits < text.length() && text.charAt(digits) == '0' && at - digits > 1;
    if (!whole || zero || at == digits || at - digits > 18) {
      at = start;
      throw error("expected an integer");
    }
    return Long.parseLong(text, start, at, 10);
  }

  private String stringLiteral() {
    if (at >= text.length() || text.charAt(at) != '"') {
      throw error("expected a string");
    }
    at++;
    StringBuilder out = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return out.toString();
      } else if (c < 0x20) {
        throw error("expected a character above U+001F");
      } else if (c != '\\') {
        out.append(c);
        at++;
      } else {
        out.append(escape());
      }
    }
    throw error("expected '\"'");
  }

  private char escape() {
    int code = at + 1 < text.length() ? "\"\\/bfnrtu".indexOf(text.charAt(at + 1)) : -1;
    if (code < 0) {
      throw error("expected an escape");
    }
    at += 2;
    if (code < 8) {
      return "\"\\/\b\f\n\r\t".charAt(code);
    }
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit =
          at < text.length() && text.charAt(at) < 128 ? Character.digit(text.charAt(at), 16) : -1;
      if (digit < 0) {
        throw error("expected four hex digits");
      }
      value = value << 4 | digit;
      at++;
    }
    return (char) value;
  }

  /** Appends a value of the types above. */
  public static void append(StringBuilder out, Object value) {
    if (value instanceof String string) {
      appendString(out, string);
    } else if (value instanceof List<?> list) {
      out.append('[');
      String separator = "";
      for (Object element : list) {
        append(out.append(separator), element);
        separator = ",";
      }
      out.append(']');
    } else if (value instanceof Map<?, ?> map) {
      out.append('{');
      String separator = "";
      for (Map.Entry<?, ?> member : map.entrySet()) {
        appendString(out.append(separator), (String) member.getKey());
        append(out.append(':'), member.getValue());
        separator = ",";
      }
      out.append('}');
    } else if (value instanceof Long || value instanceof Boolean) {
      out.append(value);
    } else {
      throw new IllegalArgumentException("not a JSON value: " + value.getClass());
    }
  }

  static void appendString(StringBuilder out, String string) {
    out.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  /** The value as a string. */
  public static String string(Object value) {
    if (value instanceof String string) {
      return string;
    }
    throw new PresentationFormatException("expected a string, found " + shown(value));
  }

  /** The value as a number of 0 to {@code max}. */
  public static long number(Object value, long max) {
    if (value instanceof Long number && number >= 0 && number <= max) {
      return number;
    }
    throw new PresentationFormatException("expected 0 to " + max + ", found " + shown(value));
  }

  /** The member as a number of {@code min} to {@code max}. */
  public static long number(Map<String, Object> members, String name, long min, long max) {
    Object value = members.get(name);
    if (value instanceof Long number && number >= min && number <= max) {
      return number;
    }
    throw new PresentationFormatException(
        name + ": expected " + min + " to " + max + ", found " + shown(value));
  }

  /** Fails unless the object has these members and no others. */
  public static void expectMembers(Map<String, Object> members, String... names) {
    for (String name : names) {
      if (!members.containsKey(name)) {
        throw new PresentationFormatException(name + ": the member is missing");
      }
    }
    for (String name : members.keySet()) {
      if (!List.of(names).contains(name)) {
        throw new PresentationFormatException(name + ": unknown member");
      }
    }
  }

  /** The value as a list. */
  @SuppressWarnings("unchecked") // parse makes no other lists
  public static List<Object> list(Object value) {
    if (value instanceof List<?>) {
      return (List<Object>) value;
    }
    throw new PresentationFormatException("expected an array, found " + shown(value));
  }

  /** The value as an object's members. */
  @SuppressWarnings("unchecked") // parse makes no other maps
  public static Map<String, Object> object(Object value) {
    if (value instanceof Map<?, ?>) {
      return (Map<String, Object>) value;
    }
    throw new PresentationFormatException("expected an object, found " + shown(value));
  }

  private static String shown(Object value) {
    if (value == null) {
      return "nothing";
    }
    StringBuilder out = new StringBuilder();
    append(out, value);
    return out.length() > 80 ? out.substring(0, 80) + "..." : out.toString();
  }
}
