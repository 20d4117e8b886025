package org.polderdns.backend.sql;

/** How the parameters of a statement in the settings are written. */
enum ParameterStyle {
  /** {@code ?}, one after the other. */
  POSITIONAL,
  /** {@code $1}, {@code $2}, perhaps several times. */
  NUMBERED,
  /** {@code :qname}, perhaps several times. */
  NAMED
}
