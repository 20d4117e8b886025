package org.polderdns.zone;

import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;

/**
 * The hash of owner names in an NSEC3 chain (RFC 5155 §5): SHA-1 over the lower-case wire form and
 * the salt, repeated. For one thread.
 */
public final class Nsec3Hash {
  /** Octets of a hash. */
  public static final int LENGTH = 20;

  /** The only hash algorithm that is registered. */
  public static final int SHA1 = 1;

  /**
   * More iterations than these are not computed: above what RFC 5155 §10.3 allows for any key, so
   * that a zone cannot make answering it arbitrarily slow (RFC 9276 wants 0).
   */
  public static final int MAX_ITERATIONS = 2500;

  private static final String DIGITS = "0123456789abcdefghijklmnopqrstuv";

  private @Nullable MessageDigest sha1; // null: not asked for yet, as a start would wait for it
  private final byte[] buffer = new byte[Name.MAX_LENGTH + 255];

  /**
   * The hash of a name.
   *
   * @param iterations further rounds after the first, 0 to {@link #MAX_ITERATIONS}
   * @param salt at most 255 octets
   * @return 20 octets
   */
  public Octets of(Name name, int iterations, Octets salt) {
    if (iterations < 0 || iterations > MAX_ITERATIONS) {
      throw new IllegalArgumentException(iterations + " iterations are not 0 to 2500");
    }
    byte[] digest = new byte[LENGTH];
    byte[] wire = name.canonical().toOctets().toArray();
    hash(wire, 0, wire.length, iterations, salt.toArray(), digest);
    return Octets.wrap(digest);
  }

  /**
   * The same without making objects.
   *
   * @param name holds the wire form in lower case, from {@code from} to {@code to - 1}
   * @param digest receives {@link #LENGTH} octets
   */
  public void hash(byte[] name, int from, int to, int iterations, byte[] salt, byte[] digest) {
    System.arraycopy(name, from, buffer, 0, to - from);
    System.arraycopy(salt, 0, buffer, to - from, salt.length);
    digest(buffer, to - from + salt.length, digest);
    for (int i = 0; i < iterations; i++) {
      System.arraycopy(digest, 0, buffer, 0, LENGTH);
      System.arraycopy(salt, 0, buffer, LENGTH, salt.length);
      digest(buffer, LENGTH + salt.length, digest);
    }
  }

  private void digest(byte[] input, int length, byte[] target) {
    try {
      MessageDigest digest = sha1;
      if (digest == null) {
        digest = MessageDigest.getInstance("SHA-1");
        sha1 = digest;
      }
      digest.update(input, 0, length);
      digest.digest(target, 0, LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    } catch (DigestException e) {
      throw new IllegalStateException("20 octets are enough for SHA-1", e);
    }
  }

  /**
   * The owner name of the NSEC3 record of a hash: its base32hex in lower case below the apex (RFC
   * 5155 §3).
   *
   * @throws org.polderdns.wire.PresentationFormatException if the name would be longer than 255
   *     octets
   */
  public static Name ownerName(Octets hash, Name apex) {
    return apex.child(Octets.wrap(text(hash).getBytes(StandardCharsets.US_ASCII)));
  }

  /** A hash in base32hex, in lower case. */
  public static String text(Octets hash) {
    StringBuilder text = new StringBuilder(hash.length() * 8 / 5);
    for (int i = 0; i < hash.length() * 8 / 5; i++) {
      text.append(digit(hash, i));
    }
    return text.toString();
  }

  /** The hash that an owner name's first label is in base32hex, of either case; empty for none. */
  public static Optional<Octets> ofOwner(Name owner) {
    return owner.isRoot()
        ? Optional.empty()
        : parse(new String(owner.label(0).toArray(), StandardCharsets.ISO_8859_1));
  }

  /** The hash that is written in base32hex, in either case; empty for what is none. */
  public static Optional<Octets> parse(String text) {
    if (text.length() != LENGTH * 8 / 5) {
      return Optional.empty();
    }
    byte[] hash = new byte[LENGTH];
    for (int i = 0; i < LENGTH * 8 / 5; i++) {
      char c = text.charAt(i);
      int digit = c > 'z' ? -1 : Character.digit(c, 32);
      if (digit < 0) {
        return Optional.empty();
      }
      int bit = 5 * i;
      int pair = digit << 11 - bit % 8;
      hash[bit / 8] |= (byte) (pair >> 8);
      if (bit / 8 + 1 < LENGTH) {
        hash[bit / 8 + 1] |= (byte) pair;
      }
    }
    return Optional.of(Octets.wrap(hash));
  }

  /** The character of five bits. */
  private static char digit(Octets hash, int index) {
    int bit = index * 5;
    int octet = bit / 8;
    int pair = hash.at(octet) << 8 | (octet + 1 < hash.length() ? hash.at(octet + 1) : 0);
    return DIGITS.charAt(pair >> 11 - bit % 8 & 31);
  }

  /** Whether an owner name's first label is a hash in base32hex, of either case (RFC 5155 §3). */
  public static boolean matches(Name owner, Octets hash) {
    int digits = hash.length() * 8 / 5;
    if (owner.isRoot() || hash.length() % 5 != 0 || owner.octet(0) != digits) {
      return false;
    }
    for (int i = 0; i < digits; i++) {
      char digit = digit(hash, i);
      int found = owner.octet(1 + i);
      if (found != digit && found != Character.toUpperCase(digit)) {
        return false;
      }
    }
    return true;
  }
}
