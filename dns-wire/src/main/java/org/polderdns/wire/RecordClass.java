package org.polderdns.wire;

import java.util.Map;

/**
 * A CLASS or QCLASS, 0 to 65535 (RFC 1035 §3.2.4, RFC 6895 §3.2). One without a mnemonic is written
 * {@code CLASS32} (RFC 3597 §5).
 */
public record RecordClass(int code) {
  public static final RecordClass IN = new RecordClass(1);
  public static final RecordClass CH = new RecordClass(3);
  public static final RecordClass HS = new RecordClass(4);

  /** Of RFC 2136 prerequisites and deletions, never of a zone. */
  public static final RecordClass NONE = new RecordClass(254);

  /** Of questions for any class and of RFC 2136, never of a zone. */
  public static final RecordClass ANY = new RecordClass(255);

  private static final Map<String, RecordClass> BY_MNEMONIC =
      Map.of("IN", IN, "CH", CH, "HS", HS, "NONE", NONE, "ANY", ANY);

  public RecordClass {
    if (code < 0 || code > 65535) {
      throw new IllegalArgumentException("class " + code + " is not 0 to 65535");
    }
  }

  /** The class of a number 0 to 65535. */
  public static RecordClass of(int code) {
    return switch (code) {
      case 1 -> IN;
      case 3 -> CH;
      case 4 -> HS;
      case 254 -> NONE;
      case 255 -> ANY;
      default -> new RecordClass(code);
    };
  }

  /**
   * Reads a mnemonic in any case, or {@code CLASS32}.
   *
   * @throws PresentationFormatException if it is neither
   */
  public static RecordClass parse(String text) {
    String upper = Ascii.upper(text);
    RecordClass known = BY_MNEMONIC.get(upper);
    if (known != null) {
      return known;
    }
    int code = Ascii.suffixNumber(upper, "CLASS", 65535);
    if (code < 0) {
      throw new PresentationFormatException("unknown class \"" + text + '"');
    }
    return of(code);
  }

  /** Whether {@link #parse} would take {@code text}. */
  public static boolean isKnown(String text) {
    String upper = Ascii.upper(text);
    return BY_MNEMONIC.containsKey(upper) || Ascii.suffixNumber(upper, "CLASS", 65535) >= 0;
  }

  // Those that the compiler makes of a record are put together at their first use, which takes a
  // start 20 milliseconds.
  @Override
  public boolean equals(Object other) {
    return other instanceof RecordClass that && code == that.code;
  }

  @Override
  public int hashCode() {
    return code;
  }

  /** The mnemonic, or {@code CLASS32}. */
  @Override
  public String toString() {
    return switch (code) {
      case 1 -> "IN";
      case 3 -> "CH";
      case 4 -> "HS";
      case 254 -> "NONE";
      case 255 -> "ANY";
      default -> "CLASS" + code;
    };
  }
}
