package org.polderdns.dnssec.online;

/** Where the NSEC or NSEC3 records of negative answers come from. */
public enum DenialMode {
  /** Each leads from a name of the zone to the next one (RFC 4034 §4, RFC 5155). */
  CHAIN,
  /** NSEC3 records that cover one hash each: from the one before it to the one after it. */
  NARROW,
  /**
   * An NSEC record of the name asked for itself, that leads to the first name behind it (RFC 9824);
   * a name that does not exist is said to exist and to have no other type.
   */
  COMPACT
}
