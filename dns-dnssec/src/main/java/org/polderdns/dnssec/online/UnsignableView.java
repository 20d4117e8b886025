package org.polderdns.dnssec.online;

import org.polderdns.zone.ZoneView;

/**
 * A zone that should be signed and cannot be. Who does not set DO gets its data as it is stored; who
 * does must get SERVFAIL and not an answer without signatures.
 */
public final class UnsignableView extends ChangedView {
  private final ZoneSigningException failure;

  public UnsignableView(ZoneView unsigned, ZoneSigningException failure) {
    super(unsigned);
    this.failure = failure;
  }

  /** Why it cannot be signed. */
  public ZoneSigningException failure() {
    return failure;
  }
}
