package org.polderdns.server.cli;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import org.polderdns.server.config.SettingCatalogue;
import org.polderdns.server.config.Settings;
import org.polderdns.server.config.SettingsLoader;
import org.polderdns.server.store.Stores;

/**
 * The settings of a program, and where its data are.
 *
 * <p>Called {@code polder}, it needs none: the file is {@code pdns.conf} in the data directory, and
 * one who is not root is served on port 5300 of the loopback addresses. Who launches no store has an
 * SQLite file in the data directory, whose zones are signed if they have keys and have their DNAMEs
 * followed; all else of one who does is as PowerDNS has it. Under the other names everything is as {@code pdns.conf} says.
 */
record Configuration(Settings settings, Path dataDirectory, List<String> notes) {
  static final String STORE_FILE = "zones.sqlite";
  static final String OWN_PORT = "5300";

  /** Reads everything. */
  static Configuration load(
      Program program, Console console, Arguments arguments, boolean tool, boolean loopback) {
    Path data = arguments.dataDirectory().map(Path::of).orElseGet(console::dataDirectory);
    SettingsLoader loader = new SettingsLoader(SettingCatalogue.ofServer())
        .declareStores(Stores::declare)
        .ignoreUnknown(tool);
    if (program == Program.POLDER) {
      loader
          .directory(data)
          .noteMissingFile(arguments.settings().stream().anyMatch(s -> s.startsWith("--config-")))
          .fallbackWithoutLaunch("launch", "gsqlite3")
          .fallbackWithoutLaunch("gsqlite3-database", data.resolve(STORE_FILE).toString())
          .fallbackWithoutLaunch("gsqlite3-dnssec", "yes")
          .fallbackWithoutLaunch("dname-processing", "yes");
      if (loopback || !Users.isRoot()) {
        loader.fallback("local-address", loopback()).fallback("local-port", OWN_PORT);
      }
    }
    Settings settings = loader.load(arguments.settings());
    return new Configuration(settings, data, loader.notes());
  }

  /** The loopback addresses that this host has: one without IPv6 lacks the second. */
  private static String loopback() {
    try {
      boolean ip6 = NetworkInterface.getByInetAddress(InetAddress.getByName("::1")) != null;
      return ip6 ? "127.0.0.1, ::1" : "127.0.0.1";
    } catch (SocketException | UnknownHostException e) {
      return "127.0.0.1";
    }
  }

  /** Whether the store is the one in the data directory, which is made when it is missing. */
  boolean usesOwnStore() {
    return settings.text("launch").equals("gsqlite3")
        && settings
            .text("gsqlite3-database")
            .equals(dataDirectory.resolve(STORE_FILE).toString());
  }
}
