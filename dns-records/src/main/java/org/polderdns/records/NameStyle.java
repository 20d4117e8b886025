package org.polderdns.records;

/** What may happen to a name in RDATA in messages and in canonical form. */
public enum NameStyle {
  /** May be compressed: the types of RFC 1035 only (RFC 3597 §4). Lower case in canonical form. */
  COMPRESSIBLE,
  /** Accepted compressed, never written so (RFC 3597 §4). Lower case in canonical form. */
  DECOMPRESSIBLE,
  /** Never compressed; lower case in canonical form (RFC 4034 §6.2, RFC 6840 §5.1). */
  LOWERCASED,
  /** Never compressed; its case is kept in canonical form. */
  PLAIN
}
