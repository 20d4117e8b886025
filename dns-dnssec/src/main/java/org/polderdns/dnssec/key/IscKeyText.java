package org.polderdns.dnssec.key;

import java.math.BigInteger;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.polderdns.dnssec.key.KeyRefusedException.Reason;

/**
 * The text form of private keys that BIND brought up and databases of keys hold: {@code
 * Private-key-format: v1.2} and a field a line, numbers in base64.
 *
 * <pre>
 * Private-key-format: v1.2
 * Algorithm: 13 (ECDSAP256SHA256)
 * PrivateKey: GU6SnQ/Ou+xC5RumuIUIuJZteXT2z0O/ok1s38Et6mQ=
 * </pre>
 *
 * <p>A key in a token has {@code Engine}, {@code Slot}, {@code PIN} and {@code Label} instead of
 * numbers, and perhaps {@code PubLabel}; reading it asks the token for the public key.
 *
 * <p>Read are versions 1.2 and 1.3, names of fields in any case; fields that are no part of the
 * key, such as BIND's times, are passed over. Written is what PowerDNS stores, octet by octet.
 */
public final class IscKeyText {
  private static final String FORMAT = "Private-key-format";
  private static final String ALGORITHM = "Algorithm";
  private static final String PRIVATE_KEY = "PrivateKey";
  private static final List<String> RSA_FIELDS = List.of(
      "Modulus",
      "PublicExponent",
      "PrivateExponent",
      "Prime1",
      "Prime2",
      "Exponent1",
      "Exponent2",
      "Coefficient");

  /** A key of 4096 bits takes 3.2 KiB. */
  private static final int MAX_LENGTH = 65536;

  private IscKeyText() {}

  /** The text of a key, with its private part; ends in a line feed. */
  public static String write(SigningKey key) {
    return write(key, "v1.2");
  }

  static String write(SigningKey key, String version) {
    StringBuilder out = new StringBuilder(256);
    line(out, FORMAT, version);
    // PowerDNS has one word for 5 and 7; readers go by the number.
    SigningAlgorithm word = key.algorithm() == SigningAlgorithm.RSASHA1_NSEC3_SHA1
        ? SigningAlgorithm.RSASHA1
        : key.algorithm();
    line(out, ALGORITHM, key.algorithm().number() + " (" + word.mnemonic() + ')');
    if (key.numbers() instanceof PrivateNumbers.InToken token) {
      tokenFields(out, token.key());
    } else if (key.numbers() instanceof PrivateNumbers.Rsa rsa) {
      BigInteger[] numbers = rsa.all();
      for (int i = 0; i < numbers.length; i++) {
        line(out, RSA_FIELDS.get(i), base64(RsaPublic.unsigned(numbers[i])));
      }
    } else {
      line(out, PRIVATE_KEY, base64(((PrivateNumbers.Secret) key.numbers()).octets()));
    }
    return out.toString();
  }

  /** The text for a key in a token, which need not be there yet; it has the PIN, if there is one. */
  public static String write(SigningAlgorithm algorithm, TokenKey key) {
    StringBuilder out = new StringBuilder(256);
    line(out, FORMAT, "v1.2");
    line(out, ALGORITHM, algorithm.number() + " (" + algorithm.mnemonic() + ')');
    tokenFields(out, key);
    return out.toString();
  }

  private static void tokenFields(StringBuilder out, TokenKey key) {
    line(out, "Engine", key.module());
    line(out, "Slot", key.slot());
    line(out, "PIN", key.pin());
    line(out, "Label", key.label());
    if (!key.publicLabel().equals(key.label())) {
      line(out, "PubLabel", key.publicLabel());
    }
  }

  private static void line(StringBuilder out, String field, String value) {
    out.append(field).append(": ").append(value).append('\n');
  }

  private static String base64(byte[] octets) {
    return Base64.getEncoder().encodeToString(octets);
  }

  /**
   * Reads a key.
   *
   * @throws KeyRefusedException if the text is not one, its numbers do not go together, or zones
   *     are not signed with keys of its algorithm and size
   */
  public static SigningKey parse(String text) {
    return key(fields(text));
  }

  /** The values by the names of their fields in lower case. */
  static Map<String, String> fields(String text) {
    if (text.length() > MAX_LENGTH) {
      throw KeyRefusedException.malformed("private key of over " + MAX_LENGTH + " characters");
    }
    Map<String, String> fields = new HashMap<>();
    int number = 0;
    for (String line : text.split("\r?\n", -1)) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      int colon = line.indexOf(':');
      if (colon < 0) {
        throw KeyRefusedException.malformed("line " + number + ": expected a field and a colon");
      }
      String name = line.substring(0, colon).strip();
      if (fields.put(lower(name), line.substring(colon + 1).strip()) != null) {
        throw KeyRefusedException.malformed("line " + number + ": the field is there twice");
      }
    }
    String version = field(fields, FORMAT);
    if (!version.equals("v1.2") && !version.equals("v1.3")) {
      throw KeyRefusedException.malformed(FORMAT + ": expected v1.2 or v1.3");
    }
    return fields;
  }

  static SigningKey key(Map<String, String> fields) {
    SigningAlgorithm algorithm = algorithm(field(fields, ALGORITHM));
    Optional<TokenKey> token = tokenKey(fields);
    if (token.isPresent()) {
      return Tokens.find(algorithm, token.get());
    }
    if (!algorithm.isRsa()) {
      byte[] octets = octets(fields, PRIVATE_KEY);
      return algorithm.isEcdsa() // some writers leave out leading zeros
          ? SigningKey.ofScalar(algorithm, new BigInteger(1, octets))
          : SigningKey.ofSecret(algorithm, octets);
    }
    BigInteger[] numbers = new BigInteger[RSA_FIELDS.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = new BigInteger(1, octets(fields, RSA_FIELDS.get(i)));
    }
    return SigningKey.of(algorithm, new PrivateNumbers.Rsa(numbers));
  }

  /** A reference to a key in a token, and the algorithm that it is for. */
  public record InToken(SigningAlgorithm algorithm, TokenKey key) {}

  /**
   * What a text says of a key in a token, without asking the token; empty if the key is in the text.
   *
   * @throws KeyRefusedException if the text is no key
   */
  public static Optional<InToken> tokenKey(String text) {
    Map<String, String> fields = fields(text);
    SigningAlgorithm algorithm = algorithm(field(fields, ALGORITHM));
    return tokenKey(fields).map(key -> new InToken(algorithm, key));
  }

  private static Optional<TokenKey> tokenKey(Map<String, String> fields) {
    if (!fields.containsKey("engine")) {
      return Optional.empty();
    }
    String label = field(fields, "Label");
    return Optional.of(new TokenKey(
        field(fields, "Engine"),
        field(fields, "Slot"),
        fields.getOrDefault("pin", ""),
        label,
        fields.getOrDefault("publabel", label)));
  }

  private static SigningAlgorithm algorithm(String value) {
    int end = value.indexOf(' ');
    String number = end < 0 ? value : value.substring(0, end);
    if (number.matches("[0-9]{1,3}")) {
      return SigningAlgorithm.of(Integer.parseInt(number))
          .orElseThrow(() -> new KeyRefusedException(
              Reason.ALGORITHM, ALGORITHM + ": zones are not signed with algorithm " + number));
    }
    throw KeyRefusedException.malformed(ALGORITHM + ": expected a number of up to 3 digits");
  }

  private static String field(Map<String, String> fields, String name) {
    String value = fields.get(lower(name));
    if (value == null) {
      throw KeyRefusedException.malformed(name + ": missing");
    }
    return value;
  }

  private static byte[] octets(Map<String, String> fields, String name) {
    try {
      return Base64.getDecoder().decode(field(fields, name));
    } catch (IllegalArgumentException e) { // whose message has part of the value
      throw KeyRefusedException.malformed(name + ": not base64");
    }
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
