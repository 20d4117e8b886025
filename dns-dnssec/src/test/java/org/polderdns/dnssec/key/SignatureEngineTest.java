package org.polderdns.dnssec.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.polderdns.records.rr.Dnskey;
import org.polderdns.wire.Octets;

/** All engines agree with one another. */
class SignatureEngineTest {
  private static final byte[] DATA =
      "--what is signed--".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

  private static Stream<SignatureEngine> engines(SigningAlgorithm algorithm) {
    return Stream.of(SignatureEngine.values())
        .filter(engine -> engine.isPresent() && engine.knows(algorithm));
  }

  private static boolean verifies(Verifier verifier, byte[] data, Octets signature) {
    return verifier.verifies(data, 2, data.length - 2, signature);
  }

  @ParameterizedTest
  @EnumSource(SigningAlgorithm.class)
  void whatOneSignsAllVerifyAndNothingElse(SigningAlgorithm algorithm) {
    SigningKey key = IscKeyText.parse(Fixtures.text("powerdns/" + algorithm.number() + ".isc"));
    Dnskey dnskey = key.dnskey(257);
    Dnskey other =
        SigningKey.generate(algorithm, key.bits(), new SecureRandom()).dnskey(257);
    engines(algorithm).forEach(signing -> {
      Octets signature = key.signer(signing).sign(DATA, 2, DATA.length - 2);
      engines(algorithm).forEach(verifying -> {
        String which = signing + " and " + verifying;
        Verifier verifier = verifying.verifierFor(dnskey);
        assertThat(verifies(verifier, DATA, signature)).as(which).isTrue();
        byte[] changed = DATA.clone();
        changed[5] ^= 1;
        assertThat(verifies(verifier, changed, signature)).as(which).isFalse();
        assertThat(verifies(verifying.verifierFor(other), DATA, signature))
            .as(which)
            .isFalse();
        byte[] bad = signature.toArray();
        for (int i = 0; i < bad.length; i += 7) {
          bad[i] ^= 0x10;
          assertThat(verifies(verifier, DATA, Octets.copyOf(bad))).as(which).isFalse();
          bad[i] ^= 0x10;
        }
        for (int length : new int[] {0, 1, bad.length / 2, bad.length - 1}) {
          assertThat(verifies(verifier, DATA, signature.slice(0, length)))
              .as(which)
              .isFalse();
        }
        assertThat(verifies(verifier, DATA, Octets.wrap(new byte[bad.length]))).isFalse();
        assertThat(verifies(verifier, DATA, Octets.wrap(new byte[600]))).isFalse();
        assertThat(verifies(verifier, DATA, signature)).as("still, " + which).isTrue();
      });
    });
    assertThat(verifies(Verifier.of(dnskey), DATA, key.signer().sign(DATA, 2, DATA.length - 2)))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "RSASHA1, 512",
    "RSASHA256, 512",
    "RSASHA256, 1023",
    "RSASHA512, 1025",
    "RSASHA256, 2048",
    "RSASHA512, 4096"
  })
  void everySizeOfRsaIsSigned(SigningAlgorithm algorithm, int bits) {
    SigningKey key = SigningKey.generate(algorithm, bits, new SecureRandom());
    Octets signature = key.signer().sign(DATA, 2, DATA.length - 2);
    assertThat(signature.length()).isEqualTo((bits + 7) / 8);
    assertThat(verifies(Verifier.of(key.dnskey(256)), DATA, signature)).isTrue();
  }

  @Test
  void threadsShareASigner() throws Exception {
    SigningKey key = SigningKey.generate(SigningAlgorithm.ECDSAP256SHA256, 256, new SecureRandom());
    Verifier verifier = Verifier.of(key.dnskey(256));
    for (SignatureEngine engine : SignatureEngine.present()) {
      Signer signer = key.signer(engine);
      ExecutorService threads = Executors.newFixedThreadPool(8);
      try {
        List<Future<Boolean>> all = IntStream.range(0, 200)
            .mapToObj(i -> threads.submit(() -> {
              byte[] data = ("data " + i).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
              return verifier.verifies(data, 0, data.length, signer.sign(data, 0, data.length));
            }))
            .toList();
        for (Future<Boolean> one : all) {
          assertThat(one.get()).isTrue();
        }
      } finally {
        threads.shutdown();
      }
    }
  }

  /** RFC 6979 appendix A.2.5 and A.2.6: the message "sample". */
  @Test
  void ecdsaOfBouncyCastleIsDeterministic() {
    byte[] sample = {'s', 'a', 'm', 'p', 'l', 'e'};
    SigningKey p256 = SigningKey.ofSecret(
        SigningAlgorithm.ECDSAP256SHA256,
        Octets.parseHex("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721")
            .toArray());
    assertThat(p256.signer(SignatureEngine.BOUNCY_CASTLE).sign(sample, 0, 6).toHex())
        .isEqualTo("efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
            + "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8");
    SigningKey p384 = SigningKey.ofSecret(
        SigningAlgorithm.ECDSAP384SHA384,
        Octets.parseHex("6b9d3dad2e1b8c1c05b19875b6659f4de23c3b667bf297ba9aa477407"
                + "87137d896d5724e4c70a825f872c9ea60d2edf5")
            .toArray());
    assertThat(p384.signer(SignatureEngine.BOUNCY_CASTLE).sign(sample, 0, 6).toHex())
        .isEqualTo("94edbb92a5ecb8aad4736e56c691916b3f88140666ce9fa73d64c4ea95ad133c"
            + "81a648152e44acf96e36dd1e80fabe4699ef4aeb15f178cea1fe40db2603138f"
            + "130e740a19624526203b6351d0a3a94fa329c145786e679e7b82c71a38628ac8");
  }

  @Test
  void publicKeysThatAreNoneAreRefused() {
    for (int algorithm : new int[] {13, 14, 15, 16, 8, 10, 5}) {
      for (int length : new int[] {0, 1, 3, 31, 32, 57, 64, 96, 300}) {
        byte[] octets = new byte[length];
        java.util.Arrays.fill(octets, (byte) 7);
        Dnskey key = new Dnskey(256, 3, algorithm, Octets.wrap(octets));
        try {
          Verifier.of(key).verifies(DATA, 0, DATA.length, Octets.wrap(new byte[64]));
        } catch (KeyRefusedException e) {
          assertThat(e).hasMessageNotContaining("null");
        }
      }
    }
    assertThatThrownBy(() -> Verifier.of(new Dnskey(256, 3, 3, Octets.of(1))))
        .isInstanceOf(KeyRefusedException.class)
        .hasMessage("algorithm 3 is not known");
    assertThatThrownBy(() -> Verifier.of(new Dnskey(256, 3, 13, Octets.wrap(new byte[64]))))
        .isInstanceOf(KeyRefusedException.class)
        .hasMessage("public key: not a point of the curve");
    // An exponent as long as the modulus would make one verification as dear as a signature.
    byte[] slow = new byte[1 + 128 + 128];
    java.util.Arrays.fill(slow, (byte) 0xff);
    slow[0] = (byte) 128;
    assertThatThrownBy(() -> Verifier.of(new Dnskey(256, 3, 8, Octets.wrap(slow))))
        .isInstanceOf(KeyRefusedException.class)
        .hasMessage("public exponent of 1024 bits, at most 64");
  }
}
