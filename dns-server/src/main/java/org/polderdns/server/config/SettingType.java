package org.polderdns.server.config;

/** What a setting's value may be. */
public enum SettingType {
  /** {@code no} and {@code off} are false, all else is true, as is no value. */
  BOOLEAN,
  /** A whole number, minus sign allowed. */
  NUMBER,
  /** 0 to 65535. */
  PORT,
  TEXT,
  /** A DNSSEC algorithm by its name or number, or nothing. */
  ALGORITHM,
  /** A file or directory. */
  PATH,
  /** Words between commas or blanks. */
  LIST,
  /** IP addresses between commas or blanks, each with a port behind a colon or not. */
  ADDRESSES,
  /** IP networks between commas or blanks; {@code !} before one excludes it. */
  NETMASKS
}
