package org.polderdns.dnssec.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.polderdns.dnssec.key.KeyRefusedException.Reason;
import org.polderdns.wire.Octets;

/** Keys in a token of SoftHSM. */
class TokensTest {
  /** One run's; a token of an earlier run may still be there. */
  private static final String TOKEN = "polder-" + UUID.randomUUID().toString().substring(0, 8);

  private static final String OPEN = TOKEN + "-2";

  private static final byte[] OCTETS = "what is signed".getBytes(StandardCharsets.UTF_8);

  @BeforeAll
  static void makeToken() throws Exception {
    SoftHsm.makeToken(TOKEN);
    SoftHsm.makeToken(OPEN); // the module looks for tokens once only
  }

  private static TokenKey key(String label) {
    return new TokenKey(SoftHsm.MODULE, TOKEN, SoftHsm.PIN, label, label);
  }

  @ParameterizedTest
  @CsvSource({
    "RSASHA1, 1024",
    "RSASHA256, 2048",
    "RSASHA512, 2048",
    "ECDSAP256SHA256, 256",
    "ECDSAP384SHA384, 384",
    "ED25519, 256",
    "ED448, 456"
  })
  void signsWhatOthersVerify(SigningAlgorithm algorithm, int bits) {
    TokenKey reference = key("signs-" + algorithm);
    SigningKey made = Tokens.generate(algorithm, bits, reference);
    assertThat(made.bits()).isEqualTo(bits);
    SigningKey read = IscKeyText.parse(IscKeyText.write(made));
    assertThat(read).isEqualTo(made);
    assertThat(read.tokenKey()).contains(reference);
    Verifier verifier = Verifier.of(read.dnskey(257));
    Octets signature = read.signer().sign(OCTETS, 0, OCTETS.length);
    assertThat(verifier.verifies(OCTETS, 0, OCTETS.length, signature)).isTrue();
    assertThat(verifier.verifies(OCTETS, 1, OCTETS.length, signature)).isFalse();
  }

  @Test
  void signsInSeveralThreads() throws Exception {
    SigningKey made = Tokens.generate(SigningAlgorithm.ECDSAP256SHA256, 256, key("threads"));
    Signer signer = made.signer();
    Verifier verifier = Verifier.of(made.dnskey(256));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<Boolean> signs = () -> IntStream.range(0, 50)
          .allMatch(i -> verifier.verifies(
              OCTETS, i % 5, OCTETS.length, signer.sign(OCTETS, i % 5, OCTETS.length)));
      for (Future<Boolean> one : threads.invokeAll(Collections.nCopies(4, signs))) {
        assertThat(one.get()).isTrue();
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void textIsThatOfTheReference() {
    TokenKey reference = new TokenKey("softhsm2", "polder", "1234", "zone-ksk", "zone-ksk-public");
    String text = IscKeyText.write(SigningAlgorithm.ECDSAP256SHA256, reference);
    assertThat(text).isEqualTo("""
            Private-key-format: v1.2
            Algorithm: 13 (ECDSAP256SHA256)
            Engine: softhsm2
            Slot: polder
            PIN: 1234
            Label: zone-ksk
            PubLabel: zone-ksk-public
            """);
    assertThat(IscKeyText.tokenKey(text).orElseThrow().key()).isEqualTo(reference);
    assertThat(IscKeyText.tokenKey(text.replace("PubLabel: zone-ksk-public\n", ""))
            .orElseThrow()
            .key()
            .publicLabel())
        .isEqualTo("zone-ksk");
    assertThat(reference.toString()).isEqualTo("softhsm2,polder,zone-ksk");
    assertThatThrownBy(() -> new TokenKey("m", "s", "1\nLabel: x", "l", "l"))
        .isInstanceOf(KeyRefusedException.class);
  }

  @Test
  void refusalsHaveANameAndNoPin() {
    SigningAlgorithm algorithm = SigningAlgorithm.ECDSAP256SHA256;
    assertRefused(() -> Tokens.find(algorithm, key("absent")), "no public key of that label");
    Tokens.generate(algorithm, 256, key("twice"));
    assertRefused(() -> Tokens.generate(algorithm, 256, key("twice")), "there is a key");
    assertThat(Tokens.hasKey(key("twice"))).isTrue();
    assertThat(Tokens.hasKey(key("absent"))).isFalse();
    TokenKey elsewhere = new TokenKey(SoftHsm.MODULE, "no-such-token", SoftHsm.PIN, "a", "a");
    assertRefused(() -> Tokens.find(algorithm, elsewhere), "there is no such token");
    TokenKey module = new TokenKey("no-such-module", TOKEN, SoftHsm.PIN, "a", "a");
    assertRefused(() -> Tokens.find(algorithm, module), "there is no such module");
    assertThatThrownBy(() -> Tokens.find(SigningAlgorithm.ED25519, key("twice")))
        .isInstanceOf(KeyRefusedException.class);
    SigningKey made = Tokens.find(algorithm, key("twice"));
    assertThatThrownBy(() -> KeyPem.write(made)).isInstanceOf(KeyRefusedException.class);
    assertThat(made.toString()).doesNotContain(SoftHsm.PIN);
  }

  private static void assertRefused(ThrowingCallable what, String message) {
    assertThatThrownBy(what)
        .isInstanceOfSatisfying(
            KeyRefusedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOKEN))
        .hasMessageContaining(message)
        .hasMessageNotContaining(SoftHsm.PIN);
  }

  /** A key without a PIN in its text: somebody logs in first. */
  @Test
  void whoLogsInDoesSoForAllKeysOfTheToken() {
    TokenKey open = new TokenKey(SoftHsm.MODULE, OPEN, "", "quiet", "quiet");
    assertRefused(
        () -> Tokens.generate(SigningAlgorithm.ECDSAP256SHA256, 256, open),
        "CKR_USER_NOT_LOGGED_IN");
    assertRefused(() -> Tokens.login(SoftHsm.MODULE, OPEN, "wrong-pin"), "CKR_PIN_INCORRECT");
    assertRefused(() -> Tokens.login(SoftHsm.MODULE, OPEN, "wrong-pin"), "not tried again");
    Tokens.login(SoftHsm.MODULE, OPEN, SoftHsm.PIN);
    SigningKey made = Tokens.generate(SigningAlgorithm.ECDSAP256SHA256, 256, open);
    assertThat(made.signer().sign(OCTETS, 0, OCTETS.length).length()).isEqualTo(64);
  }
}
