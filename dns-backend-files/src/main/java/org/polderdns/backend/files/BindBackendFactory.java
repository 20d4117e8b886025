package org.polderdns.backend.files;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.Backend;
import org.polderdns.backend.BackendFactory;
import org.polderdns.backend.BackendSetting;
import org.polderdns.backend.BackendSettings;
import org.polderdns.backend.KeyFiles;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.ZoneFileListing;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.zone.file.ZoneFileOptions;

/** Opens the zones of a {@code named.conf}, launch name {@code bind}. */
public final class BindBackendFactory implements BackendFactory, ZoneFileListing {
  private static final long MAX_INTERVAL = 365L * 24 * 3600;

  @Override
  public String kind() {
    return "bind";
  }

  @Override
  public String help() {
    return "Zones in master files, listed in a named.conf";
  }

  @Override
  public List<BackendSetting> settings() {
    return List.of(
        new BackendSetting("config", "", "The named.conf to read"),
        new BackendSetting(
            "check-interval", "0", "Seconds between checks whether files changed, 0 for none"),
        BackendSetting.yesOrNo(
            "ignore-broken-records", false, "Skip records outside of their zone, load the rest"),
        new BackendSetting(
                "autoprimaries", "", "File with the addresses of autoprimaries and accounts")
            .later(),
        new BackendSetting(
                "autoprimary-config", "", "File to which zones of autoprimaries are added")
            .later(),
        new BackendSetting("autoprimary-destdir", "", "Directory for the files of such zones")
            .later(),
        new BackendSetting("dnssec-db", "", "SQLite file with keys and metadata"),
        new BackendSetting("dnssec-db-journal-mode", "WAL", "Journal mode of that file"),
        BackendSetting.yesOrNo(
            "hybrid", false, "Keep keys and metadata in another backend that is launched"));
  }

  @Override
  public Backend open(BackendSettings settings) {
    String name = settings.name();
    if (!settings.launch().suffix().isEmpty()) {
      throw new StoreException(name, "launch= suffixes are not supported on the bindbackend");
    }
    ZoneFileOptions options = settings.isYes("ignore-broken-records")
        ? ZoneFileOptions.DEFAULT.withOutside(ZoneFileOptions.Outside.SKIP)
        : ZoneFileOptions.DEFAULT;
    String config = settings.text("config");
    try {
      Path file = config.isEmpty() ? null : Path.of(config);
      BindZones zones = new BindZones(name, file, LoadHelpers.loader(options));
      long interval = interval(settings);
      boolean hybrid = settings.isYes("hybrid");
      Companion companion = new Companion(name, zones, hybrid ? null : keys(settings));
      return new BindBackend(name, zones, interval, companion, hybrid);
    } catch (PresentationFormatException e) {
      throw new StoreException(name, "Error parsing bind configuration: " + e.getMessage(), e);
    }
  }

  private static @Nullable Backend keys(BackendSettings settings) {
    String file = settings.text("dnssec-db");
    return file.isEmpty()
        ? null
        : KeyFiles.find(settings.name())
            .open(settings.name(), Path.of(file), settings.text("dnssec-db-journal-mode"));
  }

  @Override
  public Listing zoneFiles(Path configuration) {
    NamedConfig config = NamedConfigParser.parse(configuration);
    return new Listing(
        config.zones().stream()
            .map(zone -> new ZoneFile(zone.apex(), zone.kind(), zone.file(), zone.primaries()))
            .toList(),
        config.warnings());
  }

  private static long interval(BackendSettings settings) {
    String text = settings.text("check-interval").trim();
    if (!text.matches("[0-9]{1,9}") || Long.parseLong(text) > MAX_INTERVAL) {
      throw new StoreException(
          settings.name(),
          "bind-check-interval: expected seconds, 0 to " + MAX_INTERVAL + ", found \"" + text
              + '"');
    }
    return Long.parseLong(text);
  }
}
