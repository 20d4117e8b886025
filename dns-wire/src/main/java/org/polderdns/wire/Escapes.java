package org.polderdns.wire;

/** The escapes of presentation format, {@code \X} and {@code \DDD} (RFC 1035 §5.1). */
public final class Escapes {
  private Escapes() {}

  /**
   * The octet that the escape at {@code text[at]}, a backslash, stands for.
   *
   * @throws PresentationFormatException if the text ends within it or it is over 255
   */
  public static int decode(byte[] text, int at, int end) {
    if (at + 1 >= end) {
      throw new PresentationFormatException("a backslash at the end escapes nothing");
    }
    int first = text[at + 1];
    if (first < '0' || first > '9') {
      return first & 0xff;
    }
    if (at + 3 >= end || !isDigit(text[at + 2]) || !isDigit(text[at + 3])) {
      throw new PresentationFormatException("expected three digits after a backslash");
    }
    int value = (first - '0') * 100 + (text[at + 2] - '0') * 10 + text[at + 3] - '0';
    if (value > 255) {
      throw new PresentationFormatException("expected \\000 to \\255, found \\" + value);
    }
    return value;
  }

  /** The characters that the escape at {@code text[at]} takes: 2 or 4. */
  public static int length(byte[] text, int at, int end) {
    return at + 1 < end && isDigit(text[at + 1]) ? 4 : 2;
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }

  /** Appends an octet of a label as a master file needs it. */
  public static void appendLabelOctet(StringBuilder text, int octet) {
    switch (octet) {
      case '.', '\\', '"', ';', '(', ')', '@', '$' -> text.append('\\').append((char) octet);
      default -> appendPrintable(text, octet, octet > 0x20 && octet < 0x7f);
    }
  }

  /** Appends an octet of a quoted character-string: only quote and backslash need a backslash. */
  public static void appendQuotedOctet(StringBuilder text, int octet) {
    if (octet == '"' || octet == '\\') {
      text.append('\\').append((char) octet);
    } else {
      appendPrintable(text, octet, octet >= 0x20 && octet < 0x7f);
    }
  }

  private static void appendPrintable(StringBuilder text, int octet, boolean printable) {
    if (printable) {
      text.append((char) octet);
    } else {
      text.append('\\')
          .append((char) ('0' + octet / 100))
          .append((char) ('0' + octet / 10 % 10))
          .append((char) ('0' + octet % 10));
    }
  }
}
