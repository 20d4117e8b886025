package org.polderdns.server.cli;

import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.polderdns.server.config.Settings;
import org.polderdns.server.store.Stores;
import org.polderdns.wire.Name;
import org.polderdns.zone.file.ZoneFileOptions;
import org.polderdns.zone.file.ZoneFileReader;

/**
 * {@code polder demo}: puts a demonstration zone into the store, unless it is there, and serves it
 * on port 5300 of the loopback addresses.
 */
final class DemoCommand {
  static final String ZONE = "example.org";

  private static final String FILE = "demo.zone";

  private DemoCommand() {}

  static int run(Console console, List<String> commandLine) {
    Arguments arguments = Arguments.parse(commandLine, Set.of("help"));
    if (!arguments.rest().isEmpty()) {
      console.out().println("Syntax: polder demo [--data-dir=DIR] [--SETTING=VALUE]...");
      return arguments.rest().contains("--help") || arguments.rest().contains("-h") ? 0 : 2;
    }
    Configuration configuration =
        Configuration.load(Program.POLDER, console, arguments, false, true);
    Settings settings = configuration.settings();
    Logging.configure(settings);
    if (configuration.usesOwnStore()) {
      ServerCommand.makeDirectory(configuration.dataDirectory());
    }
    try (Stores stores = Stores.open(settings)) {
      if (stores.find(Name.parse(ZONE)).isEmpty()) {
        load(console, stores);
      }
    }
    var address =
        settings.addresses("local-address", settings.number("local-port")).get(0);
    String server = "@" + address.getAddress().getHostAddress() + " -p " + address.getPort();
    return ServerCommand.serve(
        Program.POLDER,
        console,
        configuration,
        List.of(
            "Try it:  dig " + server + " www." + ZONE + " A",
            "    or:  bin/polder query www." + ZONE + " A " + server));
  }

  private static void load(Console console, Stores stores) {
    Name apex = Name.parse(ZONE);
    InputStream in = Objects.requireNonNull(DemoCommand.class.getResourceAsStream(FILE), FILE);
    try (ZoneFileReader reader = ZoneFileReader.of(in, FILE, apex, ZoneFileOptions.DEFAULT);
        LoadProgress progress = new LoadProgress(console, ZONE)) {
      ZoneLoading.load(stores.writable(), apex, true, reader, FILE, progress, () -> {});
    }
  }
}
