package org.polderdns.dnssec.online;

/**
 * A zone whose stored keys or metadata cannot be signed with. It must not be served as an unsigned
 * one: its parent may say that it is signed. The message names the key or the metadata and what is
 * wrong, and holds nothing of a key.
 */
public final class ZoneSigningException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ZoneSigningException(String message) {
    super(message);
  }
}
