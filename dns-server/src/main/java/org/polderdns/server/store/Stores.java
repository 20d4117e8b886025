package org.polderdns.server.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.polderdns.backend.Backend;
import org.polderdns.backend.BackendFactories;
import org.polderdns.backend.BackendFactory;
import org.polderdns.backend.BackendSetting;
import org.polderdns.backend.BackendSettings;
import org.polderdns.backend.CompanionUse;
import org.polderdns.backend.Launch;
import org.polderdns.backend.ServedZone;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.ZoneListing;
import org.polderdns.backend.ZoneWriting;
import org.polderdns.server.config.Setting;
import org.polderdns.server.config.SettingEffect;
import org.polderdns.server.config.SettingException;
import org.polderdns.server.config.SettingType;
import org.polderdns.server.config.Settings;
import org.polderdns.server.config.SettingsLoader;
import org.polderdns.wire.Name;

/** The stores that {@code launch} names, open, in its order. */
public final class Stores implements AutoCloseable {
  /** The exit status of a server that has no store, as operators' scripts know it. */
  private static final int NO_BACKEND_STATUS = 99;

  private final List<Backend> backends;

  private Stores(List<Backend> backends) {
    this.backends = List.copyOf(backends);
  }

  /** Stores that are open already. */
  public static Stores of(List<Backend> backends) {
    return new Stores(backends);
  }

  /**
   * Adds the settings of stores: of each instance launched, and of each kind there is, so that a
   * setting of a store that is not launched is no error.
   */
  public static void declare(SettingsLoader.StoreSettings catalogue) {
    catalogue.addLater(() -> BackendFactories.all()
        .forEach(factory -> declare(catalogue, factory, new Launch(factory.kind(), ""))));
    for (Launch launch : parse(String.join(",", catalogue.launch()))) {
      BackendFactories.find(launch.kind())
          .ifPresent(factory -> declare(catalogue, factory, launch));
    }
  }

  private static void declare(
      SettingsLoader.StoreSettings catalogue, BackendFactory factory, Launch launch) {
    for (BackendSetting setting : factory.settings()) {
      catalogue.add(new Setting(
          launch.settingName(setting),
          setting.yesOrNo() ? SettingType.BOOLEAN : SettingType.TEXT,
          setting.defaultValue(),
          setting.obeyed() ? SettingEffect.NOW : SettingEffect.LATER,
          setting.help()));
    }
  }

  private static List<Launch> parse(String launch) {
    try {
      return Launch.parseAll(launch);
    } catch (IllegalArgumentException e) {
      throw new SettingException(e.getMessage());
    }
  }

  /**
   * Opens the stores that {@code launch} names.
   *
   * @throws SettingException if there is none, or one of a kind that is not here
   * @throws StoreException if one cannot be opened; those before it are closed again
   */
  public static Stores open(Settings settings) {
    List<Backend> opened = new ArrayList<>();
    try {
      launched(settings, (factory, own) -> opened.add(factory.open(own)));
      CompanionUse.connect(opened);
    } catch (RuntimeException e) {
      opened.forEach(Backend::close);
      throw e;
    }
    return new Stores(opened);
  }

  /** Visits each kind of store that {@code launch} names, with the settings of the instance. */
  static void launched(Settings settings, BiConsumer<BackendFactory, BackendSettings> visitor) {
    List<Launch> launches = parse(settings.text("launch"));
    if (launches.isEmpty()) {
      throw new SettingException(
          "Unable to launch, no backends configured for querying", NO_BACKEND_STATUS);
    }
    for (Launch launch : launches) {
      BackendFactory factory = BackendFactories.find(launch.kind())
          .orElseThrow(
              () -> new SettingException("DNSBackend unable to load module in " + launch.kind()));
      visitor.accept(factory, settingsOf(settings, factory, launch));
    }
  }

  private static BackendSettings settingsOf(
      Settings settings, BackendFactory factory, Launch launch) {
    Map<String, String> values = new HashMap<>();
    for (BackendSetting setting : factory.settings()) {
      values.put(setting.suffix(), settings.text(launch.settingName(setting)));
    }
    return BackendSettings.of(launch, factory, values)
        .withMaxNsec3Iterations(settings.number("max-nsec3-iterations"));
  }

  public List<Backend> backends() {
    return backends;
  }

  /** The first store that has the zone. */
  public Optional<ServedZone> find(Name apex) {
    for (Backend backend : backends) {
      Optional<ZoneInfo> zone = backend.zone(apex);
      if (zone.isPresent()) {
        return Optional.of(new ServedZone(backend, zone.get()));
      }
    }
    return Optional.empty();
  }

  /** All zones of all stores that can list theirs. */
  public List<ServedZone> all() {
    List<ServedZone> all = new ArrayList<>();
    for (Backend backend : backends) {
      backend
          .capability(ZoneListing.class)
          .ifPresent(
              listing -> listing.zones().forEach(zone -> all.add(new ServedZone(backend, zone))));
    }
    return all;
  }

  /**
   * The first store that zones can be made in.
   *
   * @throws StoreException if there is none
   */
  public Backend writable() {
    return backends.stream()
        .filter(backend ->
            backend.capability(ZoneWriting.class).map(ZoneWriting::makesZones).orElse(false))
        .findFirst()
        .orElseThrow(() -> new StoreException(name(), "zones cannot be written"));
  }

  private String name() {
    return backends.isEmpty() ? "launch" : backends.get(0).name();
  }

  @Override
  public void close() {
    backends.forEach(Backend::close);
  }
}
