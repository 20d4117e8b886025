package org.polderdns.dnssec.key;

/**
 * What a key does at one moment.
 *
 * @param active whether it signs
 * @param published whether it is in the DNSKEY RRset
 */
public record KeyState(boolean active, boolean published) {
  /** Signs and is shown. */
  public static final KeyState IN_USE = new KeyState(true, true);

  /** Signs and is not shown yet, or no more: the states in between of an algorithm rollover. */
  public static final KeyState HIDDEN = new KeyState(true, false);

  /** Is shown and does not sign: before its use, or after it (RFC 6781 §4.1.1.1). */
  public static final KeyState SHOWN = new KeyState(false, true);

  /** Does neither. */
  public static final KeyState STORED = new KeyState(false, false);

  public KeyState withActive(boolean nowActive) {
    return new KeyState(nowActive, published);
  }

  public KeyState withPublished(boolean nowPublished) {
    return new KeyState(active, nowPublished);
  }
}
