package org.polderdns.dnssec.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.security.SecureRandom;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.polderdns.dnssec.key.KeyRefusedException.Reason;
import org.polderdns.records.Rdata;
import org.polderdns.records.rr.Dnskey;
import org.polderdns.wire.RecordType;

class KeyRefusalsTest {
  private static final String P256 = Fixtures.text("powerdns/13.isc");
  private static final String RSA = Fixtures.text("powerdns/8.isc");

  private static void refused(String text, Reason reason, String message) {
    KeyRefusedException e =
        catchThrowableOfType(KeyRefusedException.class, () -> IscKeyText.parse(text));
    assertThat(e).hasMessage(message);
    assertThat(e.reason()).isEqualTo(reason);
  }

  @Test
  void textThatIsNoKeyIsRefusedByName() {
    refused("", Reason.MALFORMED, "Private-key-format: missing");
    refused("hello", Reason.MALFORMED, "line 1: expected a field and a colon");
    refused(
        P256.replace("v1.2", "v2.0"),
        Reason.MALFORMED,
        "Private-key-format: expected v1.2 or v1.3");
    refused("Private-key-format: v1.2\nAlgorithm: 13\n", Reason.MALFORMED, "PrivateKey: missing");
    refused(P256 + "PrivateKey: AA==\n", Reason.MALFORMED, "line 4: the field is there twice");
    refused(
        P256.replace("PrivateKey: ", "PrivateKey: *"), Reason.MALFORMED, "PrivateKey: not base64");
    refused(
        P256.replace("13 (", "x ("),
        Reason.MALFORMED,
        "Algorithm: expected a number of up to 3 digits");
    refused(
        "Private-key-format: v1.2\nAlgorithm: 13\nEngine: m\nSlot: 1\nPIN:\nLabel: k\n",
        Reason.TOKEN,
        "token m,1,k: there is no such module in [/etc/pkcs11/modules,"
            + " /usr/local/share/p11-kit/modules, /usr/share/p11-kit/modules]");
    refused("x".repeat(70000), Reason.MALFORMED, "private key of over 65536 characters");
  }

  @Test
  void otherAlgorithmsAreRefused() {
    refused(
        P256.replace("13 (", "3 ("),
        Reason.ALGORITHM,
        "Algorithm: zones are not signed with algorithm 3");
    refused(
        P256.replace("13 (", "12 ("),
        Reason.ALGORITHM,
        "Algorithm: zones are not signed with algorithm 12");
  }

  @Test
  void wrongSizesAreRefused() {
    refused(
        P256.replace("13 (", "15 (").replace("PrivateKey: ", "PrivateKey: AAAA"),
        Reason.SIZE,
        "ED25519 private key of 35 octets, expected 32");
    refused(
        Fixtures.text("powerdns/14.isc").replace("14 (", "13 ("),
        Reason.MALFORMED,
        "the private key is not a number of the curve");
    refused(
        "Private-key-format: v1.2\nAlgorithm: 13\nPrivateKey: AA==\n",
        Reason.MALFORMED,
        "the private key is not a number of the curve");
  }

  @ParameterizedTest
  @CsvSource({
    "RSASHA256, 511, false", "RSASHA256, 512, true", "RSASHA256, 1030, true",
    "RSASHA256, 4097, false", "RSASHA512, 1023, false", "RSASHA512, 1024, true",
    "RSASHA1, 511, false", "ECDSAP256SHA256, 255, false", "ECDSAP256SHA256, 256, true",
    "ED448, 256, false", "ED448, 456, true"
  })
  void keysAreMadeOfTheSizesAllowed(SigningAlgorithm algorithm, int bits, boolean allowed) {
    if (allowed) {
      SigningKey key = SigningKey.generate(algorithm, bits, new SecureRandom());
      assertThat(key.bits()).isEqualTo(bits);
      assertThat(IscKeyText.parse(IscKeyText.write(key))).isEqualTo(key);
    } else {
      assertThatThrownBy(() -> SigningKey.generate(algorithm, bits, new SecureRandom()))
          .isInstanceOf(KeyRefusedException.class)
          .hasMessageContaining(algorithm.mnemonic() + " key of " + bits + " bits, allowed");
    }
  }

  @Test
  void rsaKeyOf512BitsIsTooSmallForItsDigestInAlgorithm10() {
    SigningKey small = SigningKey.generate(SigningAlgorithm.RSASHA256, 512, new SecureRandom());
    refused(
        IscKeyText.write(small).replace("8 (RSASHA256)", "10"),
        Reason.SIZE,
        "RSASHA512 key of 512 bits, allowed are 1024 to 4096");
  }

  /** A key with one number of another key would sign, and nobody could verify it. */
  @Test
  void rsaNumbersOfTwoKeysAreRefused() {
    String other =
        IscKeyText.write(SigningKey.generate(SigningAlgorithm.RSASHA256, 1024, new SecureRandom()));
    String[] lines = RSA.split("\n");
    String[] strange = other.split("\n");
    for (int i = 2; i < lines.length; i++) {
      if (!lines[i].startsWith("PublicExponent")) {
        refused(
            RSA.replace(lines[i], strange[i]),
            Reason.MALFORMED,
            "the numbers of the RSA key do not go together");
      }
    }
  }

  @Test
  void namesOfFieldsAreTakenInAnyCaseAndOthersPassedOver() {
    String text = P256.replace("PrivateKey", "Privatekey").replace("\n", "\r\n")
        + "\r\nCreated: 20200101000000\r\nNew-Field: what\r\n";
    assertThat(IscKeyText.parse(text)).isEqualTo(IscKeyText.parse(P256));
  }

  @ParameterizedTest
  @CsvSource({
    "ed25519, 15", "ed448, 16", "rsa-pkcs8, 8", "rsa-pkcs1, 8", "rsa-pkcs1, 10",
    "p256-sec1, 13", "p256-pkcs8, 13", "p256-no-public, 13", "p384-sec1, 14", "p384-pkcs8, 14"
  })
  void pemOfOpensslIsRead(String name, int algorithm) {
    SigningAlgorithm wanted = SigningAlgorithm.of(algorithm).orElseThrow();
    SigningKey key = KeyPem.parse(Fixtures.text("openssl/" + name + ".pem"), wanted);
    assertThat(key.algorithm()).isEqualTo(wanted);
    assertThat(KeyPem.parse(KeyPem.write(key), wanted)).isEqualTo(key);
    for (SigningAlgorithm other : SigningAlgorithm.values()) {
      if (!(other.isRsa() && wanted.isRsa()) && other != wanted) {
        assertThatThrownBy(() -> KeyPem.parse(Fixtures.text("openssl/" + name + ".pem"), other))
            .isInstanceOf(KeyRefusedException.class)
            .hasMessage("PEM: not a key of " + other);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "encrypted-pkcs8, the private key is encrypted",
    "encrypted-sec1, the private key is encrypted",
    "p521, PEM: not a key of ECDSAP256SHA256"
  })
  void pemThatCannotBeUsedIsRefused(String name, String message) {
    assertThatThrownBy(() -> KeyPem.parse(
            Fixtures.text("openssl/" + name + ".pem"), SigningAlgorithm.ECDSAP256SHA256))
        .isInstanceOf(KeyRefusedException.class)
        .hasMessage(message);
  }

  @Test
  void privateKeyBesideThePublicOneOfAnotherIsRefused() {
    SigningKey a = SigningKey.generate(SigningAlgorithm.ECDSAP256SHA256, 256, new SecureRandom());
    SigningKey b = SigningKey.generate(SigningAlgorithm.ECDSAP256SHA256, 256, new SecureRandom());
    // The scalar stands in the second and third line of base64, the point behind it.
    byte[] mixed = decode(KeyPem.write(a));
    System.arraycopy(decode(KeyPem.write(b)), 7, mixed, 7, 32);
    String pem = "-----BEGIN EC PRIVATE KEY-----\n"
        + java.util.Base64.getMimeEncoder().encodeToString(mixed)
        + "\n-----END EC PRIVATE KEY-----\n";
    assertThatThrownBy(() -> KeyPem.parse(pem, SigningAlgorithm.ECDSAP256SHA256))
        .isInstanceOf(KeyRefusedException.class)
        .extracting(e -> ((KeyRefusedException) e).reason())
        .isEqualTo(Reason.MISMATCH);
  }

  private static byte[] decode(String pem) {
    return java.util.Base64.getMimeDecoder().decode(pem.replaceAll("-----[^-]*-----", ""));
  }

  /** Every form with characters changed gives a key or a refusal that quotes nothing of it. */
  @ParameterizedTest
  @EnumSource(SigningAlgorithm.class)
  void changedTextGivesAKeyOrARefusalThatKeepsTheSecret(SigningAlgorithm algorithm) {
    String isc = Fixtures.text("powerdns/" + algorithm.number() + ".isc");
    String pem = Fixtures.text("powerdns/" + algorithm.number() + ".pem");
    Random random = new Random(algorithm.number());
    for (int i = 0; i < 400; i++) {
      String text = i % 2 == 0 ? isc : pem;
      char[] changed = text.toCharArray();
      changed[random.nextInt(changed.length)] = (char) random.nextInt(128);
      String result =
          new String(changed, 0, i % 3 == 0 ? random.nextInt(text.length()) : text.length());
      try {
        if (i % 2 == 0) {
          IscKeyText.parse(result);
        } else {
          KeyPem.parse(result, algorithm);
        }
      } catch (KeyRefusedException e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        for (String line : result.split("\n")) {
          String value = line.substring(line.indexOf(':') + 1).strip();
          if (value.length() > 24) {
            assertThat(trace.toString()).doesNotContain(value.substring(0, 16));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(SigningAlgorithm.class)
  void toStringHasNothingSecret(SigningAlgorithm algorithm) {
    SigningKey key = IscKeyText.parse(Fixtures.text("powerdns/" + algorithm.number() + ".isc"));
    assertThat(new ZoneKey(1, key, 257, KeyLife.always(KeyState.IN_USE)).toString())
        .contains("SigningKey[" + algorithm + " " + key.bits() + " bits]")
        .hasSizeLessThan(200);
  }

  /** RFC 4034 §5.4, whose key signs nothing any more and has a tag all the same. */
  @Test
  void keyTagOfRfc4034() {
    Dnskey key = Dnskey.FORMAT.read(Rdata.parse(
            RecordType.DNSKEY,
            "256 3 5 AQOeiiR0GOMYkDshWoSKz9XzfwJr1AYtsmx3TGkJaNXVbfi/2pHm822aJ5iI9BMzNXxeYCmZDRD99W"
                + "YwYqUSdjMmmAphXdvxegXd/M5+X7OrzKBaMbCVdFLUUh6DhweJBjEVv5f2wwjM9XzcnOf+EPbtG9DMBmAD"
                + "jFDc2w/rljwvFw==")
        .octets());
    assertThat(KeyTags.of(key)).isEqualTo(60485);
    assertThat(DigestType.SHA1
            .ds(org.polderdns.wire.Name.parse("dskey.example.com."), key)
            .digest()
            .toHex())
        .isEqualTo("2bb183af5f22588179a53b0a98631fad1a292118");
    // Appendix B.1: the last but two octets of the modulus.
    assertThat(KeyTags.of(new Dnskey(256, 3, 1, key.publicKey()))).isEqualTo(0x3c2f);
  }

  @ParameterizedTest
  @CsvSource({"ecdsa256", "ECDSAP256SHA256", "13", "EcDsA256"})
  void algorithmsHaveThreeNames(String text) {
    assertThat(SigningAlgorithm.parse(text)).isEqualTo(SigningAlgorithm.ECDSAP256SHA256);
  }

  @ParameterizedTest
  @CsvSource({"rsamd5", "3", "''", "ecdsa"})
  void otherWordsAreNoAlgorithm(String text) {
    assertThatThrownBy(() -> SigningAlgorithm.parse(text))
        .isInstanceOf(KeyRefusedException.class)
        .hasMessage("algorithm \"" + text + "\" is none that zones are signed with");
  }
}
