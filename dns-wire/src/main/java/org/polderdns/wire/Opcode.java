package org.polderdns.wire;

/** The kind of a message, 0 to 15 (RFC 1035 §4.1.1, RFC 6895 §2.2). */
public record Opcode(int code) {
  public static final Opcode QUERY = new Opcode(0);
  public static final Opcode IQUERY = new Opcode(1);
  public static final Opcode STATUS = new Opcode(2);
  public static final Opcode NOTIFY = new Opcode(4);
  public static final Opcode UPDATE = new Opcode(5);

  /** DNS Stateful Operations (RFC 8490). */
  public static final Opcode DSO = new Opcode(6);

  public Opcode {
    if (code < 0 || code > 15) {
      throw new IllegalArgumentException("opcode " + code + " is not 0 to 15");
    }
  }

  /** The opcode of a number 0 to 15. */
  public static Opcode of(int code) {
    return switch (code) {
      case 0 -> QUERY;
      case 1 -> IQUERY;
      case 2 -> STATUS;
      case 4 -> NOTIFY;
      case 5 -> UPDATE;
      case 6 -> DSO;
      default -> new Opcode(code);
    };
  }

  /** The mnemonic, or {@code OPCODE3}. */
  @Override
  public String toString() {
    return switch (code) {
      case 0 -> "QUERY";
      case 1 -> "IQUERY";
      case 2 -> "STATUS";
      case 4 -> "NOTIFY";
      case 5 -> "UPDATE";
      case 6 -> "DSO";
      default -> "OPCODE" + code;
    };
  }
}
