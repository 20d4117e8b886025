package org.polderdns.dnssec.zone;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.polderdns.dnssec.key.KeyLife;
import org.polderdns.dnssec.key.KeyState;
import org.polderdns.dnssec.key.SigningAlgorithm;
import org.polderdns.dnssec.key.SigningKey;
import org.polderdns.dnssec.key.ZoneKey;
import org.polderdns.dnssec.key.ZoneKeys;
import org.polderdns.dnssec.sign.SignatureWindow;

/** Keys and times for zones of tests. */
final class Keys {
  static final Instant NOW = Instant.parse("2026-11-21T18:00:00Z");
  static final SignatureWindow WINDOW =
      SignatureWindow.weekly(Clock.fixed(NOW, ZoneOffset.UTC), Duration.ZERO);

  /** One key that signs all. */
  static final ZoneKeys CSK = of(257, SigningAlgorithm.ED25519);

  /** A key-signing and a zone-signing key of one algorithm, and one key of another. */
  static final ZoneKeys THREE = ZoneKeys.at(
      NOW,
      List.of(
          key(1, SigningAlgorithm.ED25519, 257),
          key(2, SigningAlgorithm.ED25519, 256),
          key(3, SigningAlgorithm.ECDSAP256SHA256, 257)));

  private Keys() {}

  static ZoneKeys of(int flags, SigningAlgorithm... algorithms) {
    List<ZoneKey> keys = new ArrayList<>();
    for (SigningAlgorithm algorithm : algorithms) {
      keys.add(key(keys.size() + 1, algorithm, flags));
    }
    return ZoneKeys.at(NOW, keys);
  }

  private static ZoneKey key(long id, SigningAlgorithm algorithm, int flags) {
    int bits = algorithm.isRsa() ? 1024 : algorithm.minBits();
    return new ZoneKey(
        id,
        SigningKey.generate(algorithm, bits, new SecureRandom()),
        flags,
        KeyLife.always(KeyState.IN_USE));
  }
}
