package org.polderdns.zone.file;

import org.polderdns.wire.Octets;

/** What a record's TTL is: RFC 2308 §4, then RFC 1035 §5.1, then the SOA's minimum. */
final class TtlRule {
  private final long otherwise;
  private long defaultTtl = -1; // of $TTL, or of an SOA without one; -1: none yet
  private long lastTtl = -1; // the last stated one; -1: none yet

  /**
   * @param otherwise seconds, where a file says nothing at all
   */
  TtlRule(long otherwise) {
    this.otherwise = otherwise;
  }

  /** Takes the seconds of a {@code $TTL}. */
  void setDefault(long seconds) {
    defaultTtl = seconds;
  }

  /**
   * The TTL of a record other than an SOA.
   *
   * @param stated seconds, -1 if the record states none
   */
  long of(long stated) {
    if (stated >= 0) {
      lastTtl = stated;
      return stated;
    }
    if (defaultTtl >= 0) {
      return defaultTtl;
    }
    return lastTtl >= 0 ? lastTtl : otherwise;
  }

  /** The TTL of an SOA, whose minimum is the default from then on if there was nothing else. */
  long ofSoa(long stated, Octets soa) {
    if (stated < 0 && defaultTtl < 0 && lastTtl < 0) {
      defaultTtl = Math.min(soa.u32(soa.length() - 4), ZoneFileOptions.MAX_TTL);
    }
    return of(stated);
  }
}
