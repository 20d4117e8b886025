package org.polderdns.dnssec.zone;

/** What CDS or CDNSKEY records ask of the parent (RFC 7344, RFC 8078). */
public enum ParentSignal {
  /** Nothing: there are none. */
  NONE,
  /** To have a DS for each of the published entry points. */
  KEYS,
  /** To remove all DS records. */
  DELETE
}
