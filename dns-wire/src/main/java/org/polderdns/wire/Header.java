package org.polderdns.wire;

/**
 * The id and the flags of a message (RFC 1035 §4.1.1, RFC 4035 §3.1.6). The counts are the
 * message's own affair.
 *
 * @param id 0 to 65535
 * @param flags the second 16 bits as they stand on the wire, see {@link Flags}
 */
public record Header(int id, int flags) {
  public Header {
    if ((id & ~0xffff) != 0 || (flags & ~0xffff) != 0) {
      throw new IllegalArgumentException("id " + id + " or flags " + flags + " over 16 bits");
    }
  }

  /** A header of an opcode, with flags out of the constants of {@link Flags}. */
  public static Header of(int id, Opcode opcode, int flags) {
    return new Header(id, flags & ~Flags.OPCODE | opcode.code() << 11);
  }

  public boolean isResponse() {
    return (flags & Flags.QR) != 0;
  }

  public boolean isAuthoritative() {
    return (flags & Flags.AA) != 0;
  }

  public boolean isTruncated() {
    return (flags & Flags.TC) != 0;
  }

  public boolean isRecursionDesired() {
    return (flags & Flags.RD) != 0;
  }

  public boolean isRecursionAvailable() {
    return (flags & Flags.RA) != 0;
  }

  public boolean isAuthenticData() {
    return (flags & Flags.AD) != 0;
  }

  public boolean isCheckingDisabled() {
    return (flags & Flags.CD) != 0;
  }

  public Opcode opcode() {
    return Opcode.of(Flags.opcode(flags));
  }

  /** The four bits that the header has of the rcode; {@link Message#rcode} is all of it. */
  public int rcodeBits() {
    return flags & Flags.RCODE;
  }
}
