package org.polderdns.zone.answer;

/** The sections of a message that hold records (RFC 1035 §4.1). */
public enum Section {
  ANSWER,
  AUTHORITY,
  ADDITIONAL
}
