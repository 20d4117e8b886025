package org.polderdns.server.dnssec;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.polderdns.backend.StoredKey;
import org.polderdns.dnssec.online.KeyRow;
import org.polderdns.dnssec.online.SignatureCache;
import org.polderdns.dnssec.online.SigningDefaults;
import org.polderdns.dnssec.online.ZoneSigning;
import org.polderdns.server.config.Settings;
import org.polderdns.wire.Name;

/** From what stores and settings say to how a zone is signed. */
public final class StoredSigning {
  private static final int YEAR = 31_536_000;
  private static final int WEEK = 604_800;

  private StoredSigning() {}

  /**
   * What the settings say for all zones.
   *
   * @throws org.polderdns.server.config.SettingException if one is wrong
   */
  public static SigningDefaults defaults(Settings settings) {
    int spread = settings.number("soa-edit-spread", 0, WEEK);
    int extension = settings.text("rrsig-expiry-extend").isEmpty()
        ? spread
        : settings.number("rrsig-expiry-extend", 0, YEAR);
    return new SigningDefaults(
        settings.text("default-soa-edit"),
        settings.text("default-soa-edit-signed"),
        settings.text("default-publish-cds"),
        settings.text("default-publish-cdnskey"),
        Duration.ofSeconds(spread),
        settings.yes("direct-dnskey"),
        settings.yes("direct-dnskey-signature"),
        settings.number("max-nsec3-iterations"),
        Duration.ofSeconds(extension));
  }

  /** A cache of as many signatures as the settings allow, and an eighth of the memory. */
  public static SignatureCache signatureCache(Settings settings) {
    return new SignatureCache(signatureEntries(settings), Runtime.getRuntime().maxMemory() / 8);
  }

  /** How many signatures may be kept. */
  public static long signatureEntries(Settings settings) {
    return settings.text("max-signature-cache-entries").isEmpty()
        ? Integer.MAX_VALUE
        : settings.number("max-signature-cache-entries");
  }

  /**
   * How a zone is signed with these keys and metadata; empty if it is not signed here.
   *
   * @param metadata by kind, in any case
   * @throws org.polderdns.dnssec.online.ZoneSigningException as {@link ZoneSigning#of}
   */
  public static Optional<ZoneSigning> of(
      Name apex,
      List<StoredKey> keys,
      Map<String, List<String>> metadata,
      SigningDefaults defaults,
      Clock clock) {
    return ZoneSigning.of(apex, rows(keys), byUpperKind(metadata), defaults, clock);
  }

  /** Metadata under their kinds in upper case, as {@link ZoneSigning} reads them. */
  public static Map<String, List<String>> byUpperKind(Map<String, List<String>> metadata) {
    if (metadata.keySet().stream().allMatch(kind -> kind.equals(upper(kind)))) {
      return metadata;
    }
    Map<String, List<String>> upper = new HashMap<>();
    metadata.forEach((kind, values) ->
        upper.computeIfAbsent(upper(kind), key -> new ArrayList<>()).addAll(values));
    return upper;
  }

  private static String upper(String kind) {
    return kind.toUpperCase(Locale.ROOT);
  }

  private static List<KeyRow> rows(List<StoredKey> keys) {
    return keys.stream()
        .map(key -> new KeyRow(key.id(), key.flags(), key.active(), key.published(), key.content()))
        .toList();
  }
}
