package org.polderdns.dnssec.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.polderdns.dnssec.key.DigestType;
import org.polderdns.dnssec.key.IscKeyText;
import org.polderdns.dnssec.key.SigningAlgorithm;
import org.polderdns.dnssec.key.SigningKey;
import org.polderdns.dnssec.zone.DenialParameters;
import org.polderdns.dnssec.zone.ParentSignal;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.zone.change.SoaEdit;

class ZoneSigningTest {
  private static final Name APEX = Name.parse("example.");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T18:00:00Z"), ZoneOffset.UTC);
  private static final String KEY = text(SigningAlgorithm.ECDSAP256SHA256);
  private static final KeyRow ACTIVE = new KeyRow(7, 257, true, true, KEY);

  private static String text(SigningAlgorithm algorithm) {
    int bits = algorithm.isRsa() ? 1024 : algorithm.minBits();
    return IscKeyText.write(SigningKey.generate(algorithm, bits, new SecureRandom()));
  }

  private static Optional<ZoneSigning> signing(Map<String, List<String>> metadata, KeyRow... keys) {
    return ZoneSigning.of(APEX, List.of(keys), metadata, SigningDefaults.NONE, CLOCK);
  }

  private static ZoneSigning signed(Map<String, List<String>> metadata) {
    return signing(metadata, ACTIVE).orElseThrow();
  }

  @Test
  void zoneWithoutActiveKeyIsNotSigned() {
    assertThat(signing(Map.of())).isEmpty();
    assertThat(signing(Map.of(), new KeyRow(7, 257, false, true, KEY))).isEmpty();
  }

  @Test
  void presignedZoneIsNotSigned() {
    assertThat(signing(Map.of("PRESIGNED", List.of("1")), ACTIVE)).isEmpty();
    assertThat(signing(Map.of("PRESIGNED", List.of("0")), ACTIVE)).isPresent();
  }

  @Test
  void keyAloneMeansNsecAndTheWeeksWindow() {
    ZoneSigning signing = signed(Map.of());
    assertThat(signing.denial()).isEqualTo(DenialParameters.NSEC);
    assertThat(signing.mode()).isEqualTo(DenialMode.CHAIN);
    assertThat(signing.options().cds()).isEqualTo(ParentSignal.NONE);
    assertThat(Instant.ofEpochSecond(signing.window().inception()))
        .isEqualTo("2026-11-12T00:00:00Z");
    assertThat(Instant.ofEpochSecond(signing.window().expiration()))
        .isEqualTo("2026-12-03T00:00:00Z");
    assertThat(signing.serial(5)).isEqualTo(5);
  }

  @Test
  void keyThatCannotBeReadStopsTheZoneUnlessItDoesNothing() {
    KeyRow broken = new KeyRow(8, 257, true, false, "Private-key-format: v1.2\nSecret: x");
    assertThatThrownBy(() -> signing(Map.of(), ACTIVE, broken))
        .isInstanceOf(ZoneSigningException.class)
        .hasMessageContaining("key 8: ")
        .hasMessageNotContaining("Secret");
    KeyRow shown = new KeyRow(8, 257, false, true, "garbage");
    assertThatThrownBy(() -> signing(Map.of(), ACTIVE, shown))
        .isInstanceOf(ZoneSigningException.class);
    ZoneSigning signing =
        signing(Map.of(), ACTIVE, new KeyRow(8, 257, false, false, "garbage")).orElseThrow();
    assertThat(signing.keys().all()).hasSize(1);
    assertThat(signing.notices()).singleElement().asString().contains("key 8");
  }

  @Test
  void rowsDoNotPrintTheirContent() {
    assertThat(ACTIVE.toString()).doesNotContain(KEY.substring(60, 70)).contains("key 7");
  }

  @Test
  void nsec3IsAsTheMetadataSay() {
    assertThat(signed(Map.of("NSEC3PARAM", List.of("1 1 5 abcd"))).denial())
        .isEqualTo(new DenialParameters(true, 5, Octets.of(0xab, 0xcd), true));
    ZoneSigning narrow =
        signed(Map.of("NSEC3PARAM", List.of("1 0 0 -"), "NSEC3NARROW", List.of("1")));
    assertThat(narrow.mode()).isEqualTo(DenialMode.NARROW);
    assertThat(narrow.denial()).isEqualTo(DenialParameters.NSEC3);
  }

  @Test
  void narrowWithoutNsec3MeansNothing() {
    ZoneSigning signing = signed(Map.of("NSEC3NARROW", List.of("1")));
    assertThat(signing.mode()).isEqualTo(DenialMode.CHAIN);
    assertThat(signing.denial()).isEqualTo(DenialParameters.NSEC);
  }

  @Test
  void compactDenialIsByNsec() {
    ZoneSigning signing =
        signed(Map.of("NSEC3PARAM", List.of("1 0 0 -"), "X-COMPACT-DENIAL", List.of("1")));
    assertThat(signing.mode()).isEqualTo(DenialMode.COMPACT);
    assertThat(signing.denial()).isEqualTo(DenialParameters.NSEC);
  }

  @Test
  void iterationsAreCutAndTold() {
    ZoneSigning signing = signed(Map.of("NSEC3PARAM", List.of("1 0 450 ab")));
    assertThat(signing.denial().iterations()).isEqualTo(100);
    assertThat(signing.notices())
        .containsExactly("Number of NSEC3 iterations for zone 'example' is above"
            + " 'max-nsec3-iterations'. Value adjusted to: 100");
  }

  @Test
  void oddSaltIsPaddedBehindAndOtherAlgorithmIsTakenForSha1() {
    ZoneSigning signing = signed(Map.of("NSEC3PARAM", List.of("2 0 1 abc")));
    assertThat(signing.denial().salt()).isEqualTo(Octets.of(0xab, 0xc0));
    assertThat(signing.notices()).singleElement().asString().contains("setting to 1");
  }

  @Test
  void unreadableNsec3ParamStopsTheZone() {
    assertThatThrownBy(() -> signed(Map.of("NSEC3PARAM", List.of("rubbish"))))
        .isInstanceOf(ZoneSigningException.class)
        .hasMessageContaining("NSEC3PARAM");
  }

  @Test
  void algorithm5DoesNotGoWithNsec3() {
    KeyRow old = new KeyRow(5, 257, true, true, text(SigningAlgorithm.RSASHA1));
    assertThat(signing(Map.of(), old)).isPresent();
    assertThatThrownBy(() -> signing(Map.of("NSEC3PARAM", List.of("1 0 0 -")), old))
        .isInstanceOf(ZoneSigningException.class)
        .hasMessageContaining("algorithm 5");
  }

  @Test
  void cdsAndCdnskeyAreAsTheMetadataSayOrTheSettings() {
    ZoneSigning two =
        signed(Map.of("PUBLISH-CDS", List.of("2, 4"), "PUBLISH-CDNSKEY", List.of("1")));
    assertThat(two.options().digests()).containsExactly(DigestType.SHA256, DigestType.SHA384);
    assertThat(two.options().cds()).isEqualTo(ParentSignal.KEYS);
    assertThat(two.options().cdnskey()).isEqualTo(ParentSignal.KEYS);
    ZoneSigning delete =
        signed(Map.of("PUBLISH-CDS", List.of("0"), "PUBLISH-CDNSKEY", List.of("0")));
    assertThat(delete.options().cds()).isEqualTo(ParentSignal.DELETE);
    assertThat(delete.options().cdnskey()).isEqualTo(ParentSignal.DELETE);
    SigningDefaults defaults =
        new SigningDefaults("", "", "2", "1", Duration.ZERO, true, false, 100, Duration.ofDays(2));
    ZoneSigning byDefault =
        ZoneSigning.of(APEX, List.of(ACTIVE), Map.of(), defaults, CLOCK).orElseThrow();
    assertThat(byDefault.options().digests()).containsExactly(DigestType.SHA256);
    assertThat(byDefault.options().cdnskey()).isEqualTo(ParentSignal.KEYS);
    assertThat(byDefault.options().storedKeys()).isTrue();
    assertThat(Instant.ofEpochSecond(byDefault.window().expiration()))
        .isEqualTo("2026-12-05T00:00:00Z");
  }

  @Test
  void serialIsEditedByMetadataThenByTheDefaults() {
    SigningDefaults defaults = new SigningDefaults(
        "EPOCH", "INCREMENT-WEEKS", "", "", Duration.ZERO, false, false, 100, Duration.ZERO);
    Map<String, List<String>> own = Map.of("SOA-EDIT", List.of("INCEPTION-EPOCH"));
    assertThat(ZoneSigning.soaEdit(own, defaults, true)).isEqualTo(SoaEdit.INCEPTION_EPOCH);
    assertThat(ZoneSigning.soaEdit(Map.of(), defaults, true)).isEqualTo(SoaEdit.INCREMENT_WEEKS);
    assertThat(ZoneSigning.soaEdit(Map.of(), defaults, false)).isEqualTo(SoaEdit.EPOCH);
    assertThat(ZoneSigning.soaEdit(Map.of("PRESIGNED", List.of("1")), defaults, false))
        .isEqualTo(SoaEdit.NONE);
    assertThat(signed(own).serial(1)).isEqualTo(1795046400);
  }

  @Test
  void serialsOfZonesMoveWithinTheSpread() {
    SigningDefaults defaults = new SigningDefaults(
        "", "", "", "", Duration.ofSeconds(1000), false, false, 100, Duration.ZERO);
    List<Long> delays = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      long delay = defaults.soaEditDelay(Name.parse("z" + i + ".example."));
      assertThat(delay).isBetween(0L, 1000L);
      delays.add(delay);
    }
    assertThat(delays.stream().mapToLong(Long::longValue).average().orElseThrow())
        .isBetween(400.0, 600.0);
    assertThat(defaults.soaEditDelay(Name.parse("A.example.")))
        .isEqualTo(defaults.soaEditDelay(Name.parse("a.example.")));
    assertThat(SigningDefaults.NONE.soaEditDelay(APEX)).isZero();
    long delay = defaults.soaEditDelay(APEX);
    assertThat(delay).isPositive();
    Instant thursday = Instant.parse("2026-11-19T00:00:00Z");
    Map<String, List<String>> metadata = Map.of("SOA-EDIT", List.of("INCEPTION-EPOCH"));
    for (long after : new long[] {delay - 1, delay}) {
      Clock clock = Clock.fixed(thursday.plusSeconds(after), ZoneOffset.UTC);
      assertThat(ZoneSigning.of(APEX, List.of(ACTIVE), metadata, defaults, clock)
              .orElseThrow()
              .serial(1))
          .isEqualTo(thursday.getEpochSecond() - (after < delay ? 604800 : 0));
    }
  }
}
