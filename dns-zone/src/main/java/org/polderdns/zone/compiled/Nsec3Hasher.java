package org.polderdns.zone.compiled;

/** Hashes owner names as an NSEC3 chain does (RFC 5155 §5). For one thread. */
@FunctionalInterface
public interface Nsec3Hasher {
  /** Octets of a hash by SHA-1, the only algorithm there is. */
  int LENGTH = 20;

  /**
   * Hashes a name.
   *
   * @param name holds the wire form in lower case, from {@code from} to {@code to - 1}
   * @param iterations further rounds after the first
   * @param hash receives {@link #LENGTH} octets
   */
  void hash(byte[] name, int from, int to, int iterations, byte[] salt, byte[] hash);
}
