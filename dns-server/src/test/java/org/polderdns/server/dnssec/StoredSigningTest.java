package org.polderdns.server.dnssec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.polderdns.backend.StoredKey;
import org.polderdns.dnssec.key.IscKeyText;
import org.polderdns.dnssec.key.SigningAlgorithm;
import org.polderdns.dnssec.key.SigningKey;
import org.polderdns.dnssec.online.SigningDefaults;
import org.polderdns.dnssec.online.ZoneSigning;
import org.polderdns.server.config.SettingCatalogue;
import org.polderdns.server.config.SettingException;
import org.polderdns.server.config.Settings;
import org.polderdns.server.config.SettingsLoader;
import org.polderdns.wire.Name;

class StoredSigningTest {
  private static SigningDefaults defaults(String... arguments) {
    List<String> all = new ArrayList<>(List.of("--no-config"));
    all.addAll(List.of(arguments));
    Settings settings = new SettingsLoader(SettingCatalogue.ofServer()).load(all);
    return StoredSigning.defaults(settings);
  }

  @Test
  void settingsAreTheDefaults() {
    assertThat(defaults()).isEqualTo(SigningDefaults.NONE);
    assertThat(defaults(
            "--default-soa-edit=EPOCH",
            "--default-soa-edit-signed=INCEPTION-EPOCH",
            "--default-publish-cds=2,4",
            "--default-publish-cdnskey=1",
            "--direct-dnskey",
            "--soa-edit-spread=60",
            "--max-nsec3-iterations=50",
            "--rrsig-expiry-extend=3600"))
        .isEqualTo(new SigningDefaults(
            "EPOCH",
            "INCEPTION-EPOCH",
            "2,4",
            "1",
            Duration.ofMinutes(1),
            true,
            false,
            50,
            Duration.ofHours(1)));
  }

  @Test
  void signaturesOverKeysAreTakenFromTheZoneIfToldAndSpreadIsTheExtension() {
    SigningDefaults defaults = defaults("--direct-dnskey-signature", "--soa-edit-spread=60");
    assertThat(defaults.storedKeySignatures()).isTrue();
    assertThat(defaults.storedKeys()).isFalse();
    assertThat(defaults.extension()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void expiryExtensionIsAtMostAYear() {
    assertThatThrownBy(() -> defaults("--rrsig-expiry-extend=31536001"))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("rrsig-expiry-extend");
  }

  @Test
  void kindsOfMetadataAreReadInAnyCase() {
    SigningKey key = SigningKey.generate(SigningAlgorithm.ECDSAP256SHA256, 256, new SecureRandom());
    ZoneSigning signing = StoredSigning.of(
            Name.parse("example."),
            List.of(new StoredKey(1, 257, true, true, IscKeyText.write(key))),
            Map.of("nsec3param", List.of("1 0 0 -")),
            SigningDefaults.NONE,
            Clock.systemUTC())
        .orElseThrow();
    assertThat(signing.denial().isHashed()).isTrue();
  }
}
