package org.polderdns.wire;

/** A section of records of a message, in the order in which they stand (RFC 1035 §4.1). */
public enum Section {
  ANSWER,
  AUTHORITY,
  ADDITIONAL
}
