package org.polderdns.dnssec.validate;

/** What may be thought of an answer (RFC 4033 §5), the best first. */
public enum Security {
  /** A chain of signatures leads from a trust anchor to all that the answer says. */
  SECURE,
  /** It is shown that no such chain has to be there. */
  INSECURE,
  /** Nothing can be said: no trust anchor is above the name, or the answer is an error. */
  INDETERMINATE,
  /** There should be such a chain and there is none. */
  BOGUS
}
