package org.polderdns.dnssec.online;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.polderdns.dnssec.key.KeyLife;
import org.polderdns.dnssec.key.KeyState;
import org.polderdns.dnssec.key.Signer;
import org.polderdns.dnssec.key.SigningAlgorithm;
import org.polderdns.dnssec.key.SigningKey;
import org.polderdns.dnssec.key.ZoneKey;
import org.polderdns.wire.Octets;

class SignatureCacheTest {
  private static final ZoneKey ONE = key();
  private static final ZoneKey OTHER = key();
  private static final long AMPLE = 1 << 20;

  private int signed;

  private static ZoneKey key() {
    return new ZoneKey(
        1,
        SigningKey.generate(SigningAlgorithm.ED25519, 256, new SecureRandom()),
        257,
        KeyLife.always(KeyState.IN_USE));
  }

  /** Signs by giving what it signs, and counts. */
  private Signer over(SignatureCache cache, ZoneKey key) {
    return cache.over(key, (octets, from, to) -> {
      signed++;
      byte[] signature = new byte[to - from];
      System.arraycopy(octets, from, signature, 0, to - from);
      return Octets.wrap(signature);
    });
  }

  private static byte[] data(int number) {
    return new byte[] {9, (byte) (number >> 8), (byte) number, 9};
  }

  /** How many signatures were made for the data from one number to another, the last left out. */
  private int made(Signer signer, int from, int to) {
    int before = signed;
    for (int i = from; i < to; i++) {
      assertThat(signer.sign(data(i), 1, 3)).isEqualTo(Octets.of(i >> 8 & 0xff, i & 0xff));
    }
    return signed - before;
  }

  @Test
  void signatureIsMadeOnceForEachKeyAndData() {
    SignatureCache cache = new SignatureCache(1000, AMPLE);
    assertThat(made(over(cache, ONE), 0, 100)).isEqualTo(100);
    assertThat(made(over(cache, ONE), 0, 100)).isZero();
    assertThat(made(over(cache, OTHER), 0, 100)).isEqualTo(100);
    assertThat(cache.size()).isEqualTo(200);
    assertThat(cache.made()).isEqualTo(200);
  }

  @Test
  void noMoreAreKeptThanEntriesOrMemoryAllow() {
    for (SignatureCache cache :
        new SignatureCache[] {new SignatureCache(100, AMPLE), new SignatureCache(AMPLE, 20_000)}) {
      Signer signer = over(cache, ONE);
      for (int i = 0; i < 1000; i++) {
        made(signer, i, i + 1);
        assertThat(cache.size()).isLessThanOrEqualTo(100);
      }
      assertThat(cache.size()).isGreaterThanOrEqualTo(50);
      assertThat(made(signer, 960, 1000)).as("the last ones").isZero();
      assertThat(made(signer, 0, 10)).as("the first ones").isEqualTo(10);
    }
  }

  @Test
  void thoseThatAreUsedStay() {
    SignatureCache cache = new SignatureCache(100, AMPLE);
    Signer signer = over(cache, ONE);
    made(signer, 0, 10);
    for (int i = 100; i < 1000; i += 10) {
      made(signer, i, i + 10);
      assertThat(made(signer, 0, 10)).isZero();
    }
  }

  @Test
  void nothingIsKeptWithRoomForNone() {
    SignatureCache cache = new SignatureCache(0, AMPLE);
    Signer signer = over(cache, ONE);
    assertThat(made(signer, 0, 10)).isEqualTo(10);
    assertThat(made(signer, 0, 10)).isEqualTo(10);
    assertThat(cache.size()).isZero();
    assertThat(cache.made()).isEqualTo(20);
  }

  @Test
  void anotherWeekForgetsAll() {
    SignatureCache cache = new SignatureCache(1000, AMPLE);
    cache.beginWeek(1);
    Signer signer = over(cache, ONE);
    made(signer, 0, 10);
    cache.beginWeek(1);
    assertThat(made(signer, 0, 10)).isZero();
    cache.beginWeek(2);
    assertThat(cache.size()).isZero();
    assertThat(made(signer, 0, 10)).isEqualTo(10);
  }
}
