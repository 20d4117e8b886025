package org.polderdns.wire;

/**
 * The second 16 bits of a header (RFC 1035 §4.1.1, RFC 4035 §3.1.6): {@code QR opcode(4) AA TC RD
 * RA Z AD CD rcode(4)}.
 */
public final class Flags {
  /** Response. */
  public static final int QR = 0x8000;

  /** Authoritative answer. */
  public static final int AA = 0x0400;

  /** Truncated. */
  public static final int TC = 0x0200;

  /** Recursion desired. */
  public static final int RD = 0x0100;

  /** Recursion available. */
  public static final int RA = 0x0080;

  /** Authentic data. */
  public static final int AD = 0x0020;

  /** Checking disabled. */
  public static final int CD = 0x0010;

  /** The bits of the opcode. */
  public static final int OPCODE = 0x7800;

  /** The bits of the rcode that stand in the header. */
  public static final int RCODE = 0x000f;

  private Flags() {}

  /** The opcode in flags, 0 to 15. */
  public static int opcode(int flags) {
    return flags >> 11 & 0xf;
  }
}
