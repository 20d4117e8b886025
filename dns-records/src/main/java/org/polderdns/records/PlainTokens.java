package org.polderdns.records;

import org.polderdns.wire.Name;

/**
 * The tokens of one record that is written plainly: nothing in it is escaped, it lies whole in the
 * buffer of a {@link Tokenizer}, and its parentheses are not nested. Nearly all records of large zone
 * files are; this goes over them with less work than the tokenizer. Nothing here is an error: what is
 * not plain is left to the tokenizer, which has not moved.
 *
 * <pre>{@code
 * if (plain.begin(tokenizer) && plain.next() == PlainTokens.WORD && ... && plain.isAtEnd()) {
 *   plain.take(tokenizer);
 * }
 * }</pre>
 */
public final class PlainTokens {
  /** Something that is not plain: nothing of this record counts. */
  public static final int RARE = 0;

  /** A run of characters without white space. */
  public static final int WORD = 1;

  /** What stood between two quotes, perhaps nothing. */
  public static final int QUOTED = 2;

  /** The end of the record, behind which is the next line. */
  public static final int END = 3;

  private byte[] text = {'\n'};
  private int limit;
  private int position;
  private int lines;
  private boolean open; // a parenthesis
  private boolean ended;
  private boolean cut;
  private int from;
  private int to;

  public PlainTokens() {}

  /**
   * Goes to where a tokenizer is.
   *
   * @return false if that is not the start of a line
   */
  public boolean begin(Tokenizer in) {
    lines = 0;
    open = false;
    ended = false;
    cut = false;
    if (!in.isAtLineStart()) {
      return false;
    }
    text = in.buffer();
    position = in.position();
    limit = in.limit();
    return true;
  }

  /** Moves the tokenizer behind the record, the end of which has been reached. */
  public void take(Tokenizer in) {
    in.skip(position, lines);
  }

  /** The octet that comes next, which may be behind the last one of the buffer. */
  public byte peek() {
    return text[position];
  }

  /** Goes to the next token and tells its kind; again and again {@link #END} at the end. */
  public int next() {
    if (ended) {
      return END;
    }
    byte[] b = text;
    int p = position;
    while (b[p] == ' ') {
      p++;
    }
    return (Stops.OF[b[p] & 0xff] & 1) == 0 ? word(p) : special(p);
  }

  private int word(int start) {
    byte[] b = text;
    int p = start + 1;
    while ((Stops.OF[b[p] & 0xff] & 1) == 0) {
      p++;
    }
    from = start; // a backslash behind it will be met by the next call
    to = p;
    position = p;
    return p - start > Tokenizer.MAX_TOKEN ? RARE : WORD;
  }

  private int special(int start) {
    byte[] b = text;
    int p = start;
    while (!ended) {
      switch (b[p]) {
        case ' ', '\t', '\r' -> p++;
        case '\n' -> {
          if (p == limit) {
            cut = true;
            return RARE;
          }
          p++;
          lines++;
          ended = !open;
        }
        case ';' -> p = endOfLine(p);
        case '(' -> {
          if (open) {
            return RARE;
          }
          open = true;
          p++;
        }
        case ')' -> {
          if (!open) {
            return RARE;
          }
          open = false;
          p++;
        }
        case '"' -> {
          return quoted(p + 1);
        }
        case '\\' -> {
          return RARE;
        }
        default -> {
          return word(p);
        }
      }
      position = p;
    }
    return END;
  }

  private int endOfLine(int start) {
    int p = start;
    while (text[p] != '\n') {
      p++;
    }
    return p;
  }

  private int quoted(int start) {
    byte[] b = text;
    int p = start;
    while ((Stops.OF[b[p] & 0xff] & 2) == 0) {
      p++;
    }
    from = start;
    to = p;
    position = p + 1;
    cut = p == limit;
    return b[p] == '"' && p - start <= Tokenizer.MAX_TOKEN ? QUOTED : RARE;
  }

  /** Whether this is all of the record; its end is looked for if it was not met yet. */
  public boolean isAtEnd() {
    return next() == END;
  }

  /** Whether the tokenizer's buffer ended in the record, so that it may be plain if more is read. */
  public boolean isCut() {
    return cut;
  }

  /** The array that holds the current token, not to be changed. */
  public byte[] text() {
    return text;
  }

  /** Where the current token begins in {@link #text()}. */
  public int from() {
    return from;
  }

  /** Where the current token ends in {@link #text()}, exclusive. */
  public int to() {
    return to;
  }

  /** Octets in the current token. */
  public int length() {
    return to - from;
  }

  /**
   * Appends the current token as a domain name.
   *
   * @param origin what it is relative to, and what {@code @} is
   * @return false if it is none that is plain
   */
  public boolean name(Name origin, OctetBuilder out) {
    if (to - from == 1 && text[from] == '@') {
      out.name(origin);
      return true;
    }
    return NameText.append(text, from, to, origin, out);
  }
}
