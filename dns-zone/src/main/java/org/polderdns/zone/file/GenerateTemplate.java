package org.polderdns.zone.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.polderdns.records.Tokenizer;
import org.polderdns.wire.RecordType;

/**
 * A text of a {@code $GENERATE} with the places where the number goes: {@code $}, or
 * <code>${offset,width,base}</code> with base {@code d}, {@code o}, {@code x}, {@code X}, or {@code
 * n} and {@code N} for hexadecimal digits from the last to the first with dots between, as {@code
 * ip6.arpa} has them. {@code $$} and {@code \$} are a dollar sign.
 */
final class GenerateTemplate {
  private static final int MAX_WIDTH = 255;

  /** A text, and the number behind it; the last piece of a template has no number. */
  private record Piece(String text, boolean number, long offset, int width, char base) {}

  private final List<Piece> pieces;

  private GenerateTemplate(List<Piece> pieces) {
    this.pieces = pieces;
  }

  /**
   * The template that the rest of the line from the current token on is. One quoted string alone
   * stands for what is in it ({@code MX "0 mail$"} as in BIND), save in TXT and SPF, whose data it
   * then is.
   */
  static GenerateTemplate ofRdata(Tokenizer in, RecordType type) {
    StringBuilder text = new StringBuilder();
    int tokens = 0;
    boolean quoted = false;
    String only = "";
    GenerateTemplate checked = null;
    while (in.kind() == Tokenizer.Kind.WORD || in.kind() == Tokenizer.Kind.QUOTED) {
      quoted = in.kind() == Tokenizer.Kind.QUOTED;
      only = in.text();
      checked = of(in, only); // for an error at its place
      text.append(tokens++ == 0 ? "" : " ");
      text.append(quoted ? '"' + only + '"' : only);
      in.next();
    }
    boolean unquote = tokens == 1 && quoted && type != RecordType.TXT && type != RecordType.SPF;
    if (checked == null || tokens == 1 && (unquote || !quoted)) {
      return checked == null ? new GenerateTemplate(List.of()) : checked;
    }
    return of(in, text.toString());
  }

  /** The template {@code text}, wrong ones being errors at the current token. */
  static GenerateTemplate of(Tokenizer in, String text) {
    if (text.indexOf('\ufffd') >= 0) {
      throw in.error("$GENERATE: octets that are not UTF-8 are written as \\DDD");
    }
    List<Piece> pieces = new ArrayList<>();
    StringBuilder plain = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\\' && at + 1 < text.length()) {
        plain.append(c).append(text.charAt(at + 1)); // the tokens of the result decode it
        at += 2;
      } else if (c != '$') {
        plain.append(c);
        at++;
      } else if (text.startsWith("$$", at)) {
        plain.append("\\$");
        at += 2;
      } else if (text.startsWith("${", at)) {
        int end = text.indexOf('}', at);
        if (end < 0) {
          throw in.error("$GENERATE: ${ is not closed");
        }
        pieces.add(modified(in, plain.toString(), text.substring(at + 2, end)));
        plain.setLength(0);
        at = end + 1;
      } else {
        pieces.add(new Piece(plain.toString(), true, 0, 0, 'd'));
        plain.setLength(0);
        at++;
      }
    }
    pieces.add(new Piece(plain.toString(), false, 0, 0, 'd'));
    return new GenerateTemplate(pieces);
  }

  private static Piece modified(Tokenizer in, String before, String modifier) {
    String[] parts = modifier.split(",", -1);
    String base = parts.length > 2 ? parts[2] : "d";
    try {
      long offset = Integer.parseInt(parts[0]);
      int width = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
      if (parts.length <= 3
          && width >= 0
          && width <= MAX_WIDTH
          && base.length() == 1
          && "doxXnN".contains(base)) {
        return new Piece(before, true, offset, width, base.charAt(0));
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw in.error(
        "$GENERATE: expected ${offset,width,base} with a width of 0 to 255 and base d, o, x, X, n"
            + " or N, found \"${"
            + modifier
            + "}\"");
  }

  String expand(long number) {
    StringBuilder text = new StringBuilder();
    for (Piece piece : pieces) {
      text.append(piece.text);
      if (piece.number) {
        append(text, (int) (number + piece.offset), piece.width, piece.base);
      }
    }
    return text.toString();
  }

  private static void append(StringBuilder text, int value, int width, char base) {
    switch (base) {
      case 'n', 'N' -> nibbles(text, value, width, base == 'N');
      case 'd' -> {
        if (width == 0 && value >= 0) {
          text.append(value);
        } else {
          text.append(String.format(Locale.ROOT, "%0" + Math.max(width, 1) + "d", value));
        }
      }
      default -> text.append(String.format(Locale.ROOT, "%0" + Math.max(width, 1) + base, value));
    }
  }

  /** Digits and dots until all of the value is told and {@code width} characters are written. */
  private static void nibbles(StringBuilder text, int value, int width, boolean upper) {
    int rest = value;
    int left = width;
    while (true) {
      char digit = Character.forDigit(rest & 15, 16);
      text.append(upper ? Character.toUpperCase(digit) : digit);
      rest >>>= 4;
      if (--left <= 0 && rest == 0) {
        return;
      }
      text.append('.');
      if (--left <= 0 && rest == 0) {
        return;
      }
    }
  }
}
