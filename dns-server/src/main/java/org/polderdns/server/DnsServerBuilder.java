package org.polderdns.server;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.Backend;
import org.polderdns.backend.BackendSet;
import org.polderdns.backend.CacheOptions;
import org.polderdns.backend.SnapshotMode;
import org.polderdns.backend.SnapshotOptions;
import org.polderdns.dnssec.online.OnlineSigner;
import org.polderdns.dnssec.online.SignatureCache;
import org.polderdns.dnssec.online.SigningDefaults;
import org.polderdns.records.RRset;
import org.polderdns.records.RdataFormats;
import org.polderdns.server.config.SettingCatalogue;
import org.polderdns.server.config.Settings;
import org.polderdns.server.config.SettingsLoader;
import org.polderdns.server.dnssec.BackgroundSigning;
import org.polderdns.server.dnssec.OnlineSigning;
import org.polderdns.server.dnssec.PresignedZones;
import org.polderdns.server.dnssec.StoredSigning;
import org.polderdns.server.store.RRsets;
import org.polderdns.server.store.Stores;
import org.polderdns.wire.Name;
import org.polderdns.zone.ZoneView;
import org.polderdns.zone.compiled.CompiledZone;
import org.polderdns.zone.file.ZoneFileReader;

/**
 * What a {@link DnsServer} is to serve, and where. Without settings it is a free port of 127.0.0.1.
 * Each method returns this builder.
 */
public final class DnsServerBuilder {
  private final List<ZoneView> views = new ArrayList<>();
  private final List<Backend> backends = new ArrayList<>();
  private final List<String> assignments = new ArrayList<>(List.of(
      "--no-config", "--local-address=127.0.0.1", "--local-port=0", "--dname-processing=yes"));
  private Clock clock = Clock.systemUTC();
  private @Nullable Settings settings; // null: the assignments count

  DnsServerBuilder() {}

  /**
   * Serves a zone from a master file's text, from memory.
   *
   * @throws org.polderdns.wire.PresentationFormatException if the text is wrong, with its line
   */
  public DnsServerBuilder zone(String apex, String text) {
    Name name = Name.parse(apex);
    try (ZoneFileReader reader = ZoneFileReader.of(text, name)) {
      return zone(name, RRsets.of(reader));
    }
  }

  /**
   * Serves a zone from a master file, from memory.
   *
   * @throws org.polderdns.wire.PresentationFormatException if the file is wrong, with its line
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  public DnsServerBuilder zone(String apex, Path file) {
    Name name = Name.parse(apex);
    try (ZoneFileReader reader = ZoneFileReader.open(file, name)) {
      return zone(name, RRsets.of(reader));
    }
  }

  /** Serves a zone of these RRsets, from memory. */
  public DnsServerBuilder zone(Name apex, Iterable<RRset> rrsets) {
    return zone(CompiledZone.of(apex, rrsets));
  }

  /** Serves a view, which has to be for many threads and must not block. */
  public DnsServerBuilder zone(ZoneView view) {
    views.add(view);
    return this;
  }

  /** Serves the zones of a store, which stays the caller's to close. */
  public DnsServerBuilder backend(Backend backend) {
    backends.add(backend);
    return this;
  }

  /** Serves the zones of stores, which stay the caller's to close. */
  public DnsServerBuilder stores(Stores stores) {
    backends.addAll(stores.backends());
    return this;
  }

  /** Takes the time at which zones are signed from a clock, in place of the system's. */
  public DnsServerBuilder clock(Clock source) {
    clock = source;
    return this;
  }

  /**
   * Gives a setting of {@code pdns.conf}, such as {@code ("tcp-idle-timeout", "1")}.
   *
   * @throws org.polderdns.server.config.SettingException at the start, if it is not one
   */
  public DnsServerBuilder setting(String name, String value) {
    assignments.add("--" + name + "=" + value);
    return this;
  }

  /** Takes these settings, and none of those given one by one. */
  public DnsServerBuilder settings(Settings all) {
    settings = all;
    return this;
  }

  /**
   * Binds the sockets and starts to answer.
   *
   * @throws org.polderdns.server.net.BindException if an address cannot be bound
   * @throws org.polderdns.server.config.SettingException if a setting is wrong
   * @throws org.polderdns.backend.StoreException if a store cannot tell its zones
   */
  public DnsServer start() {
    RdataFormats.load();
    Settings used = settings;
    if (used == null) {
      used = new SettingsLoader(SettingCatalogue.ofServer()).load(assignments);
    }
    BackendSet.Options options = storeOptions(used);
    SigningDefaults defaults = StoredSigning.defaults(used);
    SignatureCache signatures = StoredSigning.signatureCache(used);
    ServedZones zones = new ServedZones(views, backends, options);
    try {
      PresignedZones presigned = new PresignedZones(clock);
      zones.signOnline(stores -> new OnlineSigning(stores, defaults, signatures, presigned, clock));
      signInBackground(
          zones,
          used,
          defaults,
          signatures,
          presigned,
          options.snapshots().mode() != SnapshotMode.NO);
      return DnsServer.start(used, zones);
    } catch (RuntimeException e) {
      zones.close();
      throw e;
    }
  }

  /** How stores are asked, and what is kept of them. */
  static BackendSet.Options storeOptions(Settings used) {
    CacheOptions cache = new CacheOptions(
        used.number("query-cache-ttl"),
        used.number("negquery-cache-ttl"),
        used.number("query-cache-stale-ttl"),
        used.number("max-cache-entries"),
        used.number("zone-metadata-cache-ttl"),
        used.number("dnssec-key-cache-ttl"));
    SnapshotOptions snapshots = new SnapshotOptions(
        used.choice("zone-snapshot", SnapshotMode.class),
        (long) used.number("zone-snapshot-mbytes") << 20,
        used.number("query-cache-ttl"));
    return new BackendSet.Options(
        used.number("zone-cache-refresh-interval"),
        used.number("max-ent-entries"),
        cache,
        used.yes("consistent-backends"),
        snapshots);
  }

  /** How zones in memory are signed. */
  static BackgroundSigning.Options signingOptions(Settings used) {
    return new BackgroundSigning.Options(
        used.number("signing-threads", 1, 1024), used.number("dnssec-key-cache-ttl"));
  }

  private void signInBackground(
      ServedZones zones,
      Settings used,
      SigningDefaults defaults,
      SignatureCache signatures,
      PresignedZones presigned,
      boolean held) {
    BackgroundSigning.Options options = signingOptions(used);
    zones.sign(stores -> BackgroundSigning.start(
        stores,
        held,
        defaults,
        presigned,
        clock,
        options,
        how -> OnlineSigner.of(how, signatures)::view));
  }
}
