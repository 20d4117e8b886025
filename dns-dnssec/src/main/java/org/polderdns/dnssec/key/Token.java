package org.polderdns.dnssec.key;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.polderdns.dnssec.key.Cryptoki.TokenException;
import org.polderdns.wire.Octets;

/**
 * One token and a session with it. Logging in is done once; a PIN that was refused is not tried
 * again, as tokens lock after a few. Safe for all threads, of which it serves one at a time.
 */
final class Token {
  private final Cryptoki cryptoki;
  private final long session;
  private boolean loggedIn;
  private String refused = "";

  Token(Cryptoki cryptoki, String slot) throws TokenException {
    this.cryptoki = cryptoki;
    this.session = cryptoki.session(cryptoki.slot(slot));
  }

  synchronized void login(String pin) throws TokenException {
    if (loggedIn) {
      return;
    }
    if (pin.equals(refused)) {
      throw new TokenException("the PIN was refused before and is not tried again");
    }
    try {
      cryptoki.login(session, Pkcs11.USER, pin);
      loggedIn = true;
    } catch (TokenException e) {
      if (e.getMessage().contains("ALREADY_LOGGED_IN")) {
        loggedIn = true;
      } else {
        refused = pin;
        throw e;
      }
    }
  }

  /** Logs in by the key's PIN if it has one. */
  private void enter(TokenKey key) throws TokenException {
    if (!key.pin().isEmpty()) {
      login(key.pin());
    }
  }

  synchronized Octets publicKey(SigningAlgorithm algorithm, TokenKey key) throws TokenException {
    enter(key);
    long found = one(Pkcs11.PUBLIC_KEY, key.publicLabel());
    if (algorithm.isRsa()) {
      return new RsaPublic(
              new BigInteger(1, cryptoki.value(session, found, Pkcs11.PUBLIC_EXPONENT)),
              new BigInteger(1, cryptoki.value(session, found, Pkcs11.MODULUS)))
          .write();
    }
    byte[] point = octetString(cryptoki.value(session, found, Pkcs11.EC_POINT));
    return algorithm.isEcdsa() && point.length > 0 && point[0] == 4 // not compressed
        ? Octets.copyOf(point, 1, point.length)
        : Octets.wrap(point);
  }

  /** What is in an octet string of DER; some tokens leave out that form. */
  private static byte[] octetString(byte[] der) {
    boolean wrapped = der.length > 2 && der[0] == 4 && der[1] == der.length - 2;
    return wrapped ? Arrays.copyOfRange(der, 2, der.length) : der;
  }

  private long one(long objectClass, String label) throws TokenException {
    List<Long> found = cryptoki.find(session, objectClass, label);
    if (found.size() != 1) {
      String kind = objectClass == Pkcs11.PUBLIC_KEY ? "public" : "private";
      throw new TokenException(
          found.isEmpty()
              ? "no " + kind + " key of that label" + (loggedIn ? "" : ", and not logged in")
              : "several " + kind + " keys of that label");
    }
    return found.get(0);
  }

  synchronized boolean hasKeys(TokenKey key) throws TokenException {
    enter(key);
    return !cryptoki.find(session, Pkcs11.PRIVATE_KEY, key.label()).isEmpty()
        || !cryptoki.find(session, Pkcs11.PUBLIC_KEY, key.publicLabel()).isEmpty();
  }

  synchronized void generate(SigningAlgorithm algorithm, int bits, TokenKey key)
      throws TokenException {
    enter(key);
    Map<Long, Object> publicKey = new HashMap<>(Map.of(
        Pkcs11.TOKEN, true,
        Pkcs11.PRIVATE, false,
        Pkcs11.VERIFY, true,
        Pkcs11.LABEL, utf8(key.publicLabel())));
    if (algorithm.isRsa()) {
      publicKey.put(Pkcs11.MODULUS_BITS, (long) bits);
      publicKey.put(Pkcs11.PUBLIC_EXPONENT, new byte[] {1, 0, 1});
    } else {
      publicKey.put(Pkcs11.EC_PARAMS, Pkcs11.curve(algorithm));
    }
    Map<Long, Object> privateKey = Map.of(
        Pkcs11.TOKEN, true,
        Pkcs11.PRIVATE, true,
        Pkcs11.SENSITIVE, true,
        Pkcs11.EXTRACTABLE, false,
        Pkcs11.SIGN, true,
        Pkcs11.LABEL, utf8(key.label()));
    cryptoki.generate(session, Pkcs11.generation(algorithm), publicKey, privateKey);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A signer with a private key, which is looked for once. */
  synchronized Signer signer(SigningAlgorithm algorithm, TokenKey key) throws TokenException {
    enter(key);
    long found = one(Pkcs11.PRIVATE_KEY, key.label());
    byte[] always = cryptoki.value(session, found, Pkcs11.ALWAYS_AUTHENTICATE);
    boolean eachTime = always.length > 0 && always[0] != 0;
    return (octets, from, to) -> {
      try {
        return sign(algorithm, found, eachTime ? key.pin() : "", octets, from, to);
      } catch (TokenException e) {
        throw new IllegalStateException("cannot sign with " + key + ": " + e.getMessage());
      }
    };
  }

  private synchronized Octets sign(
      SigningAlgorithm algorithm, long key, String pin, byte[] octets, int from, int to)
      throws TokenException {
    byte[] input = Arrays.copyOfRange(octets, from, to);
    if (algorithm.isEcdsa()) {
      input = digest(algorithm, input);
    }
    cryptoki.beginSigning(session, Pkcs11.signing(algorithm), key);
    if (!pin.isEmpty()) {
      cryptoki.login(session, Pkcs11.CONTEXT_SPECIFIC, pin);
    }
    return Octets.wrap(cryptoki.sign(session, input));
  }

  private static byte[] digest(SigningAlgorithm algorithm, byte[] octets) {
    String name = algorithm == SigningAlgorithm.ECDSAP256SHA256 ? "SHA-256" : "SHA-384";
    try {
      return MessageDigest.getInstance(name).digest(octets);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + name, e);
    }
  }
}
