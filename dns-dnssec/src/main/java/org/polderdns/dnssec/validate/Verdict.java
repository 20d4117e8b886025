package org.polderdns.dnssec.validate;

import org.polderdns.wire.ExtendedError;

/**
 * What validation came to.
 *
 * @param detail what it is about, for people: a name, perhaps a type; empty if secure
 */
public record Verdict(Reason reason, String detail) {
  static final Verdict SECURE = new Verdict(Reason.NONE, "");

  static Verdict of(Reason reason, Object detail) {
    return new Verdict(reason, detail.toString());
  }

  public Security security() {
    return reason.security();
  }

  public boolean isSecure() {
    return reason == Reason.NONE;
  }

  public boolean isBogus() {
    return security() == Security.BOGUS;
  }

  /** The worse of two, this one if they are alike. */
  Verdict and(Verdict other) {
    return other.security().compareTo(security()) > 0 ? other : this;
  }

  /** As a server tells its client (RFC 8914). */
  public ExtendedError extendedError() {
    return new ExtendedError(reason.extendedError(), detail);
  }

  @Override
  public String toString() {
    return isSecure() ? "SECURE" : security() + " " + reason + " " + detail;
  }
}
