package org.polderdns.backend.files;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import org.polderdns.wire.PresentationFormatException;

/**
 * The tokens of a file in the syntax of {@code named.conf}: words, strings in double quotes, braces
 * and semicolons. Comments ({@code //}, {@code #}, {@code /* *}{@code /}) and white space part them
 * and are left out.
 */
final class ConfigTokens implements AutoCloseable {
  enum Kind {
    WORD,
    STRING,
    OPEN,
    CLOSE,
    SEMICOLON,
    END
  }

  /** Longer words and strings are errors, so that a file that is none takes no memory. */
  static final int MAX_LENGTH = 65536;

  private final Reader in;
  private final String source;
  private final StringBuilder text = new StringBuilder();
  private int next; // the octet after the token, -1 at the end
  private int nextLine = 1;
  private int nextColumn;
  private Kind kind = Kind.END;
  private int line = 1;
  private int column = 1;

  /**
   * @param source what errors begin with
   */
  ConfigTokens(Reader reader, String source) {
    this.in = new BufferedReader(reader);
    this.source = source;
    advance();
  }

  private void advance() {
    if (next == '\n') {
      nextLine++;
      nextColumn = 0;
    }
    try {
      next = in.read();
    } catch (IOException e) {
      throw new PresentationFormatException(source + ": " + e.getMessage(), e);
    }
    nextColumn++;
  }

  /** Goes to the next token. */
  Kind next() {
    text.setLength(0);
    skipBlanks();
    line = nextLine;
    column = nextColumn;
    kind = switch (next) {
      case -1 -> Kind.END;
      case '{' -> single(Kind.OPEN);
      case '}' -> single(Kind.CLOSE);
      case ';' -> single(Kind.SEMICOLON);
      case '"' -> string();
      default -> word();
    };
    return kind;
  }

  private void skipBlanks() {
    while (true) {
      if (next == '#') {
        skipLine();
      } else if (next == '/') {
        int commentLine = nextLine;
        int commentColumn = nextColumn;
        advance();
        if (next == '/') {
          skipLine();
        } else if (next == '*') {
          skipComment(commentLine, commentColumn);
        } else {
          text.append('/'); // the begin of a word, such as a path
          line = commentLine;
          column = commentColumn;
          return;
        }
      } else if (next >= 0 && next <= ' ') {
        advance();
      } else {
        return;
      }
    }
  }

  private void skipLine() {
    while (next >= 0 && next != '\n') {
      advance();
    }
  }

  private void skipComment(int commentLine, int commentColumn) {
    advance();
    int last = 0;
    while (last != '*' || next != '/') {
      if (next < 0) {
        throw error(commentLine, commentColumn, "the comment does not end: expected */");
      }
      last = next;
      advance();
    }
    advance();
  }

  private Kind single(Kind token) {
    if (text.length() > 0) {
      return word();
    }
    text.append((char) next);
    advance();
    return token;
  }

  private Kind string() {
    if (text.length() > 0) {
      return word();
    }
    advance();
    while (next != '"') {
      if (next == '\\') {
        advance();
      }
      if (next < 0 || next == '\n') {
        throw error("the string does not end on its line: expected \"");
      }
      take();
    }
    advance();
    return Kind.STRING;
  }

  private Kind word() {
    while (next > ' ' && "{};\"#".indexOf(next) < 0) {
      take();
    }
    return Kind.WORD;
  }

  private void take() {
    if (text.length() == MAX_LENGTH) {
      throw error("longer than " + MAX_LENGTH + " characters");
    }
    text.append((char) next);
    advance();
  }

  Kind kind() {
    return kind;
  }

  /** The token's text, without quotes. */
  String text() {
    return text.toString();
  }

  /** Whether the token is this word, in any case, and not in quotes. */
  boolean is(String word) {
    return kind == Kind.WORD && text.length() == word.length() && text().equalsIgnoreCase(word);
  }

  /** Where the token begins: file, line and column. */
  String place() {
    return source + ":" + line + ":" + column;
  }

  /** An error at the token. */
  PresentationFormatException error(String what) {
    return error(line, column, what);
  }

  private PresentationFormatException error(int atLine, int atColumn, String what) {
    return new PresentationFormatException(source + ":" + atLine + ":" + atColumn + ": " + what);
  }

  /** An error that says what should stand here instead of the token. */
  PresentationFormatException expected(String what) {
    String found = switch (kind) {
      case END -> "the end of the file";
      case STRING -> '"' + shown() + '"';
      default -> "'" + shown() + "'";
    };
    return error("expected " + what + ", found " + found);
  }

  private String shown() {
    return text.length() <= 40 ? text() : text.substring(0, 40) + "...";
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
