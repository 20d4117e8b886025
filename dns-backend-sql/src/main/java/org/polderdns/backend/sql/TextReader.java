package org.polderdns.backend.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads a statement of an operator and makes it one of JDBC. Of SQL it knows what parameters must
 * not be looked for in: strings, names in quotes, and comments.
 */
final class TextReader {
  /** What the parameter {@code primaries} was called before PowerDNS 4.9. */
  private static final String OLD_PRIMARIES = "masters";

  private final String text;
  private final DatabaseKind kind;
  private final ParameterStyle style;
  private final List<String> names;
  private final StringBuilder sql = new StringBuilder();
  private final List<Integer> parameters = new ArrayList<>();
  private int at;

  private TextReader(String text, DatabaseKind kind, ParameterStyle style, List<String> names) {
    this.text = text;
    this.kind = kind;
    this.style = style;
    this.names = names;
  }

  /**
   * @param names of the parameters that there are, in their order
   * @throws IllegalArgumentException if it has others; the message says what was expected
   */
  static JdbcText read(String text, DatabaseKind kind, ParameterStyle style, List<String> names) {
    return new TextReader(text, kind, style, names).read();
  }

  private JdbcText read() {
    while (at < text.length()) {
      int end = opaqueEnd();
      if (end > at) {
        sql.append(text, at, end);
        at = end;
      } else {
        character(text.charAt(at));
      }
    }
    if (style == ParameterStyle.POSITIONAL && parameters.size() != names.size()) {
      throw wrong(Integer.toString(parameters.size()));
    }
    return new JdbcText(sql.toString(), parameters);
  }

  private void character(char c) {
    if (c == '?') {
      questionMark();
    } else if (c == '$' && style == ParameterStyle.NUMBERED && isDigit(at + 1) && !isInWord()) {
      number();
    } else if (c == ':' && style == ParameterStyle.NAMED && isLetter(at + 1)) {
      name();
    } else {
      if (c == ':' && charAt(at + 1) == ':') { // a cast
        sql.append(c);
        at++;
      }
      sql.append(c);
      at++;
    }
  }

  private void questionMark() {
    switch (style) {
      case POSITIONAL -> parameter(parameters.size());
      case NUMBERED -> sql.append("??"); // an operator, which JDBC wants written so
      case NAMED -> throw wrong("?");
    }
    at++;
  }

  private void number() {
    int end = at + 1;
    while (isDigit(end)) {
      end++;
    }
    String digits = text.substring(at + 1, end);
    int number = digits.length() < 9 ? Integer.parseInt(digits) : 0;
    if (number < 1 || number > names.size()) {
      throw wrong("$" + digits);
    }
    parameter(number - 1);
    at = end;
  }

  private void name() {
    int end = at + 1;
    while (isLetter(end) || isDigit(end)) {
      end++;
    }
    String name = text.substring(at + 1, end);
    int index = names.indexOf(name.equals(OLD_PRIMARIES) ? "primaries" : name);
    if (index < 0) {
      throw wrong(":" + name);
    }
    parameter(index);
    at = end;
  }

  private void parameter(int index) {
    sql.append('?');
    parameters.add(index);
  }

  private IllegalArgumentException wrong(String found) {
    StringBuilder expected = new StringBuilder();
    if (style == ParameterStyle.POSITIONAL) {
      expected.append(names.size()).append(names.size() == 1 ? " parameter" : " parameters");
      if (!names.isEmpty()) {
        expected.append(" (").append(String.join(", ", names)).append(')');
      }
    } else if (names.isEmpty()) {
      expected.append("no parameters");
    } else {
      List<String> markers = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        markers.add(
            style == ParameterStyle.NAMED
                ? ":" + names.get(i)
                : "$" + (i + 1) + " for " + names.get(i));
      }
      expected.append("the parameters ").append(String.join(", ", markers));
    }
    return new IllegalArgumentException("expected " + expected + ", found " + found);
  }

  /** The end of a string, a name in quotes or a comment that begins here; else {@code at}. */
  private int opaqueEnd() {
    char c = text.charAt(at);
    return switch (c) {
      case '\'' -> quoteEnd(c, kind.hasBackslashEscapes() || isEscapeString());
      case '"' -> quoteEnd(c, kind.hasBackslashEscapes());
      case '`' -> quoteEnd(c, false);
      case '[' -> kind == DatabaseKind.SQLITE ? after("]", at + 1) : at;
      case '-' -> isLineComment() ? after("\n", at) : at;
      case '#' -> kind.hasHashComments() ? after("\n", at) : at;
      case '/' -> text.startsWith("/*", at) ? commentEnd() : at;
      case '$' -> kind.hasDollarQuotes() ? dollarQuoteEnd() : at;
      default -> at;
    };
  }

  /** MySQL takes two hyphens without a blank for two signs. */
  private boolean isLineComment() {
    return text.startsWith("--", at) && (kind != DatabaseKind.MYSQL || charAt(at + 2) <= ' ');
  }

  /** {@code E'...'} of PostgreSQL. */
  private boolean isEscapeString() {
    char before = charAt(at - 1);
    return kind == DatabaseKind.POSTGRESQL && (before == 'E' || before == 'e');
  }

  private int quoteEnd(char quote, boolean backslashes) {
    int i = at + 1;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '\\' && backslashes) {
        i++;
      } else if (c == quote) {
        if (charAt(i + 1) != quote) {
          return i + 1;
        }
        i++;
      }
      i++;
    }
    return text.length();
  }

  private int commentEnd() {
    int depth = 1;
    int i = at + 2;
    while (i < text.length() && depth > 0) {
      if (text.startsWith("*/", i)) {
        depth--;
        i += 2;
      } else if (kind.hasDollarQuotes() && text.startsWith("/*", i)) {
        depth++;
        i += 2;
      } else {
        i++;
      }
    }
    return i;
  }

  private int dollarQuoteEnd() {
    int i = at + 1;
    while (isLetter(i) || i > at + 1 && isDigit(i)) {
      i++;
    }
    if (charAt(i) != '$' || isInWord()) {
      return at;
    }
    return after(text.substring(at, i + 1), i + 1);
  }

  private int after(String end, int from) {
    int found = text.indexOf(end, from);
    return found < 0 ? text.length() : found + end.length();
  }

  private boolean isInWord() {
    return isLetter(at - 1) || isDigit(at - 1);
  }

  private boolean isDigit(int i) {
    char c = charAt(i);
    return c >= '0' && c <= '9';
  }

  private boolean isLetter(int i) {
    char c = charAt(i);
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80;
  }

  /** 0 outside the text. */
  private char charAt(int i) {
    return i >= 0 && i < text.length() ? text.charAt(i) : 0;
  }
}
