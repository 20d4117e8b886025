package org.polderdns.records;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.polderdns.wire.PresentationFormatException;

/**
 * Splits presentation format into tokens (RFC 1035 §5.1): words and quoted strings, with
 * parentheses, comments and blank lines taken away.
 *
 * <pre>{@code
 * Tokenizer tokens = new Tokenizer(Files.newInputStream(path), "example.zone");
 * while (tokens.next() != Tokenizer.Kind.END) {
 *   System.out.println(tokens.line() + ": " + tokens.kind() + " " + tokens.text());
 * }
 * }</pre>
 *
 * <p>The current token is octets of {@link #buffer()}, escapes not decoded, valid until the next
 * call of {@link #next()}; nothing is allocated for it. A token has at most {@value #MAX_TOKEN}
 * octets. Not for use by several threads at once.
 */
public final class Tokenizer {
  /** The most octets in one token: RDATA of 65535 octets, each as {@code \DDD}. */
  public static final int MAX_TOKEN = 1 << 18;

  /** What a token is. */
  public enum Kind {
    /** White space at the start of a line that has something more: the owner is the last one. */
    BLANK,
    /** A run of characters without white space; empty never. */
    WORD,
    /** What stood between two quotes, perhaps nothing. */
    QUOTED,
    /** The end of a line outside of parentheses; not told for lines that hold no other token. */
    END_OF_LINE,
    /** The end of the text, which may also end a line. Told again and again. */
    END
  }

  private static final int BUFFER = 1 << 16;
  private static final int MAX_DEPTH = 255;

  private final InputStream in; // null: all text is in the buffer
  private final String source;
  private byte[] buffer; // buffer[limit] is always a newline, so that loops need no other bound
  private int limit;
  private int position;
  private long passed; // octets that were in the buffer before its first one
  private boolean exhausted;

  private int line;
  private int lineStart; // of the current line in buffer; below 0 when that has been moved out
  private boolean atLineStart = true;
  private int depth;
  private int openLine;
  private int openColumn;
  private boolean lineHasToken;

  private Kind kind = Kind.END_OF_LINE;
  private boolean pushedBack;
  private int from;
  private int to;
  private boolean escaped;
  private int tokenLine;
  private int tokenLineStart;

  private StringBuilder comments; // null: they are passed over
  private TextReader<?> reader; // scratch for RdataFormat.parse; null until used

  /**
   * Reads a stream to its end; it is not closed.
   *
   * @param source the name that errors begin with, usually the file's; may be empty
   */
  public Tokenizer(InputStream in, String source) {
    this(in, source, 1, new byte[BUFFER + 1], 0);
  }

  private Tokenizer(InputStream in, String source, int line, byte[] buffer, int limit) {
    this.in = in;
    this.source = source;
    this.line = line;
    this.tokenLine = line;
    this.buffer = buffer;
    this.limit = limit;
    this.exhausted = in == null;
    buffer[limit] = '\n';
    RdataFormats.load();
  }

  public static Tokenizer of(String text) {
    return of(text, "", 1);
  }

  /**
   * Reads a text that stands in line {@code line} of {@code source}.
   *
   * @param line counted from 1
   */
  public static Tokenizer of(String text, String source, int line) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    return new Tokenizer(
        null, source, line, Arrays.copyOf(octets, octets.length + 1), octets.length);
  }

  /**
   * Goes to the next token.
   *
   * @throws PresentationFormatException if a quote or a parenthesis is not closed, a parenthesis
   *     not opened, or a token too long
   * @throws UncheckedIOException if the stream cannot be read
   */
  public Kind next() {
    if (pushedBack) {
      pushedBack = false;
      return kind;
    }
    kind = scan(false);
    return kind;
  }

  /**
   * As {@link #next()}, but a quote after {@code =} belongs to the word that it is in, up to the
   * closing one: {@code alpn="h2,h3"} (RFC 9460 §2.1).
   */
  public Kind nextPair() {
    if (pushedBack) {
      throw new IllegalStateException("the pushed back token was not read as a pair");
    }
    kind = scan(true);
    return kind;
  }

  /** Makes the next call of {@link #next()} return the current token again. */
  public void pushBack() {
    pushedBack = true;
  }

  /** Keeps the text of comments from now on, for {@link #takeComments()}. */
  public void keepComments() {
    comments = new StringBuilder();
  }

  /**
   * The text of the comments since the last call, without the semicolons, each with a line end
   * behind it. At most {@value #MAX_TOKEN} octets of them may come between two calls.
   */
  public String takeComments() {
    if (comments == null || comments.isEmpty()) {
      return "";
    }
    String taken = comments.toString();
    comments.setLength(0);
    return taken;
  }

  /** Whether another word or quoted string stands on this line; the current token is lost. */
  public boolean hasMore() {
    Kind k = next();
    pushBack();
    return k == Kind.WORD || k == Kind.QUOTED;
  }

  private Kind scan(boolean pair) {
    escaped = false;
    while (true) {
      byte c = buffer[position];
      if (c == ' ' && !atLineStart) {
        c = buffer[++position];
      }
      if (Stops.OF[c & 0xff] == 0) {
        word(pair);
        return Kind.WORD;
      }
      switch (c) {
        case ' ', '\t' -> {
          if (atLineStart) {
            if (blankBeforeToken()) {
              return Kind.BLANK;
            }
          } else {
            position++;
          }
        }
        case '\r' -> position++;
        case '\n' -> {
          if (position == limit && refill(position)) {
            continue;
          }
          boolean end = position == limit;
          if (depth > 0 && end) {
            throw at(openLine, openColumn, "parenthesis is not closed");
          }
          boolean told = depth == 0 && lineHasToken;
          if (told || end) {
            markToken(position, position);
          }
          if (end) {
            return Kind.END;
          }
          position++;
          line++;
          lineStart = position;
          if (depth == 0) {
            atLineStart = true;
            lineHasToken = false;
          }
          if (told) {
            return Kind.END_OF_LINE;
          }
        }
        case ';' -> {
          if (comments == null) {
            skipComment();
          } else {
            keepComment();
          }
        }
        case '(' -> {
          if (depth == 0) {
            openLine = line;
            openColumn = position - lineStart + 1;
          }
          if (++depth > MAX_DEPTH) {
            throw at(line, position - lineStart + 1, "more than 255 parentheses open");
          }
          position++;
          atLineStart = false;
        }
        case ')' -> {
          if (--depth < 0) {
            throw at(line, position - lineStart + 1, "parenthesis was not opened");
          }
          position++;
        }
        case '"' -> {
          quoted();
          return Kind.QUOTED;
        }
        default -> {
          word(pair);
          return Kind.WORD;
        }
      }
    }
  }

  private void markToken(int newFrom, int newTo) {
    from = newFrom;
    to = newTo;
    tokenLine = line;
    tokenLineStart = lineStart;
  }

  /** Skips white space at the start of a line; true if a token stands after it. */
  private boolean blankBeforeToken() {
    int start = position;
    int end = position;
    while (true) {
      byte c = buffer[end];
      if (c == ' ' || c == '\t' || c == '\r') {
        end++;
      } else if (end == limit) {
        int length = end - start;
        boolean more = refill(start);
        start = position;
        end = start + length;
        if (!more) {
          break;
        }
      } else {
        break;
      }
    }
    byte c = buffer[end];
    position = end;
    atLineStart = false;
    if (c == '\n' || c == ';') {
      return false;
    }
    markToken(start, end);
    lineHasToken = true;
    return true;
  }

  private void skipComment() {
    while (true) {
      int p = position;
      byte[] b = buffer;
      while (b[p] != '\n') {
        p++;
      }
      position = p;
      if (p < limit || !refill(p)) {
        return;
      }
    }
  }

  private void keepComment() {
    int start = position;
    int p = position;
    while (true) {
      while (buffer[p] != '\n') {
        p++;
      }
      if (p < limit) {
        break;
      }
      int length = p - start;
      boolean more = refill(start);
      start = position;
      p = start + length;
      if (!more) {
        break;
      }
    }
    if (comments.length() + p - start > MAX_TOKEN) {
      throw at(line, start - lineStart + 1, "comments longer than " + MAX_TOKEN + " octets");
    }
    comments.append(new String(buffer, start + 1, p - start - 1, StandardCharsets.UTF_8));
    comments.append('\n');
    position = p;
  }

  private void word(boolean pair) {
    int start = position;
    int p = position;
    byte[] b = buffer;
    while (true) {
      while ((Stops.OF[b[p] & 0xff] & 1) == 0) {
        p++;
      }
      if (p == limit) {
        int length = p - start;
        boolean more = refill(start);
        start = position;
        b = buffer;
        p = start + length;
        if (more) {
          continue;
        }
        break;
      }
      if (b[p] == '\\') {
        escaped = true;
        if (p + 1 == limit) {
          int length = p - start;
          boolean more = refill(start);
          start = position;
          b = buffer;
          p = start + length;
          if (!more) {
            throw at(line, p - lineStart + 1, "a backslash at the end escapes nothing");
          }
        }
        if (b[p + 1] == '\n' || b[p + 1] == '\r') {
          throw at(line, p - lineStart + 1, "a backslash at the end escapes nothing");
        }
        p += 2;
      } else if (pair && b[p] == '"' && p > start && b[p - 1] == '=') {
        position = start;
        p = endOfQuote(start, p + 1) + 1;
        start = position;
        b = buffer;
      } else {
        break;
      }
    }
    position = p;
    finish(start, p);
  }

  private void quoted() {
    int start = position;
    int end = endOfQuote(start, start + 1);
    finish(position + 1, end);
    position = end + 1;
  }

  private void finish(int start, int end) {
    if (end - start > MAX_TOKEN) {
      throw at(line, start - lineStart + 1, "token longer than " + MAX_TOKEN + " octets");
    }
    markToken(start, end);
    atLineStart = false;
    lineHasToken = true;
  }

  /** The place of the quote that ends a string; what is from {@code keep} on may have moved. */
  private int endOfQuote(int keep, int first) {
    int start = keep;
    int p = first;
    while (true) {
      byte[] b = buffer;
      while ((Stops.OF[b[p] & 0xff] & 2) == 0) {
        p++;
      }
      if (p == limit || b[p] == '\\' && p + 1 == limit) {
        int length = p - start;
        boolean more = refill(start);
        first -= start - position;
        start = position;
        p = start + length;
        if (!more) {
          throw at(line, first - 1 - lineStart + 1, "quote is not closed");
        }
      } else if (b[p] == '"') {
        position = start;
        return p;
      } else if (b[p] == '\n' || b[p + 1] == '\n') {
        throw at(line, first - 1 - lineStart + 1, "quote is not closed");
      } else {
        escaped = true;
        p += 2;
      }
    }
  }

  /**
   * Moves {@code buffer[keep]} and what follows to the front, sets {@code position} to where that
   * is now, and reads more behind it.
   *
   * @return false if there is no more; {@code position} is where keep is now all the same
   */
  private boolean refill(int keep) {
    position = keep;
    if (exhausted) {
      return false;
    }
    int kept = limit - keep;
    if (kept > MAX_TOKEN) {
      throw at(line, keep - lineStart + 1, "token longer than " + MAX_TOKEN + " octets");
    }
    byte[] target = kept > buffer.length / 2 ? new byte[buffer.length * 2] : buffer;
    System.arraycopy(buffer, keep, target, 0, kept);
    buffer = target;
    position = 0;
    passed += keep;
    lineStart -= keep;
    tokenLineStart -= keep;
    from -= keep;
    to -= keep;
    try {
      int read = in.read(buffer, kept, buffer.length - 1 - kept);
      exhausted = read < 0;
      limit = kept + Math.max(read, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    buffer[limit] = '\n';
    return true; // also at the end, which the caller meets again: what it keeps has moved
  }

  /** Whether the next token is the first of a line, outside of parentheses. */
  boolean isAtLineStart() {
    return atLineStart && depth == 0 && !pushedBack;
  }

  /** Where the next token is looked for in {@link #buffer()}. */
  int position() {
    return position;
  }

  /** Where the buffer ends; a newline that is not of the text stands there. */
  int limit() {
    return limit;
  }

  /** Octets of the text before the place where the next token is looked for. */
  public long offset() {
    return passed + position;
  }

  /** The line in which the next token is looked for, from 1. */
  public int nextLine() {
    return line;
  }

  /** Goes to the start of a line that is in the buffer. */
  void skip(int start, int lines) {
    position = start;
    line += lines;
    lineStart = start;
  }

  /**
   * Reads more of the line that comes next into the buffer.
   *
   * @return false if there is no more, or so much of one line is in the buffer that it is none
   *     that is written plainly
   */
  public boolean readMore() {
    return limit - position <= buffer.length / 2 && refill(position);
  }

  /** The kind of the current token. */
  public Kind kind() {
    return kind;
  }

  /** The array that holds the current token, not to be changed; may be another after next(). */
  public byte[] buffer() {
    return buffer;
  }

  /** Where the current token begins in {@link #buffer()}. */
  public int from() {
    return from;
  }

  /** Where the current token ends in {@link #buffer()}, exclusive. */
  public int to() {
    return to;
  }

  /** Whether the current token has a backslash in it. */
  public boolean escaped() {
    return escaped;
  }

  /** The current token as it stands, escapes not decoded. */
  public String text() {
    return new String(buffer, from, to - from, StandardCharsets.UTF_8);
  }

  /** Whether the current token is {@code word}, which is ASCII, in any case. */
  public boolean is(String word) {
    if (to - from != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      int a = buffer[from + i];
      int b = word.charAt(i);
      if (a != b && !((a ^ b) == 0x20 && (a | 0x20) >= 'a' && (a | 0x20) <= 'z')) {
        return false;
      }
    }
    return true;
  }

  /** The line in which the current token begins, from 1. */
  public int line() {
    return tokenLine;
  }

  /** The place in its line of the current token's first octet, from 1. */
  public int column() {
    return from - tokenLineStart + (kind == Kind.QUOTED ? 0 : 1);
  }

  /** The name that errors begin with. */
  public String source() {
    return source;
  }

  /** An error at the current token, to be thrown: {@code file:line:column: what}. */
  public PresentationFormatException error(String what) {
    return at(line(), column(), what);
  }

  private PresentationFormatException at(int errorLine, int errorColumn, String what) {
    return new PresentationFormatException(
        (source.isEmpty() ? "" : source + ':') + errorLine + ':' + errorColumn + ": " + what);
  }

  /** The current token for an error's text: quoted, and cut if long. */
  public String shown() {
    if (kind == Kind.END_OF_LINE || kind == Kind.END) {
      return "the end of the line";
    }
    int end = Math.min(to, from + 80);
    String text = new String(buffer, from, end - from, StandardCharsets.UTF_8);
    return '"' + text + (end < to ? "..." : "") + '"';
  }

  TextReader<?> reader() {
    if (reader == null) {
      reader = new TextReader<>(this);
    }
    return reader;
  }
}
