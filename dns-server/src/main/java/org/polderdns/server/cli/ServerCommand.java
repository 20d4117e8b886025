package org.polderdns.server.cli;

import java.io.IOException;
import java.lang.System.Logger;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.SnapshotMode;
import org.polderdns.server.DnsServer;
import org.polderdns.server.config.Addresses;
import org.polderdns.server.config.SettingCatalogue;
import org.polderdns.server.config.SettingException;
import org.polderdns.server.config.Settings;
import org.polderdns.server.config.SettingsPrinter;
import org.polderdns.server.control.ControlCommands;
import org.polderdns.server.net.UdpMode;
import org.polderdns.server.store.Stores;

/** {@code pdns_server} and {@code polder serve}. */
final class ServerCommand {
  private static final Set<String> OWN = Set.of("help", "version", "config");

  /** What {@code pdns_server --version} ends with, as scripts know it. */
  private static final int VERSION_STATUS = 99;

  private ServerCommand() {}

  static int run(Program program, Console console, List<String> commandLine) {
    Arguments arguments = Arguments.parse(commandLine, OWN);
    @Nullable String config = null; // null: not asked for
    for (String word : arguments.rest()) {
      if (word.equals("-h") || word.equals("--help")) {
        help(program, console);
        return 0;
      }
      if (word.equals("--version")) {
        console.out().println(Version.line());
        return program == Program.SERVER ? VERSION_STATUS : 0;
      }
      if (!word.equals("--config") && !word.startsWith("--config=")) {
        throw new UsageException("unexpected argument '" + word + "'");
      }
      config = word.equals("--config") ? "" : word.substring("--config=".length());
    }
    Configuration configuration = Configuration.load(program, console, arguments, false, false);
    if (config != null) {
      return printConfiguration(console, config, configuration.settings());
    }
    return serve(program, console, configuration, List.of());
  }

  private static void help(Program program, Console console) {
    String name = program == Program.POLDER ? "polder serve" : program.text();
    console.out().println("Syntax: " + name + " [--SETTING[=VALUE]]...");
    console.out().println();
    console.out().println("  --config[=default|diff|check]\n\tPrint or check the configuration");
    console.out().println("  --help\n\tThis text");
    console.out().println("  --version\n\tPrint the version");
    if (program == Program.POLDER) {
      console.out().println("  --data-dir=...\n\tWhere " + Configuration.STORE_FILE + " is");
    }
    SettingCatalogue catalogue = SettingCatalogue.ofServer();
    SettingsPrinter.help(catalogue).forEach(console.out()::println);
  }

  private static int printConfiguration(Console console, String mode, Settings settings) {
    List<String> lines = switch (mode) {
      case "" -> SettingsPrinter.configuration(settings);
      case "default" -> SettingsPrinter.defaults(settings.catalogue());
      case "diff" -> SettingsPrinter.differences(settings);
      case "check" -> List.of();
      default -> throw new UsageException("--config is default, diff or check, not " + mode);
    };
    lines.forEach(console.out()::println);
    return 0;
  }

  /** Serves until the process is told to end. */
  static int serve(
      Program program, Console console, Configuration configuration, List<String> hints) {
    Settings settings = configuration.settings();
    Logging.configure(settings);
    Logger logger = System.getLogger(ServerCommand.class.getName());
    configuration.notes().forEach(note -> logger.log(Logger.Level.WARNING, note));
    warn(logger, settings);
    if (program == Program.POLDER && configuration.usesOwnStore()) {
      makeDirectory(configuration.dataDirectory());
    }
    ControlDirectory directory = ControlDirectory.of(program, console, configuration);
    try (Stop stop = new Stop()) {
      stop.catchSignals();
      Optional<Running> started = Running.start(settings, directory, stop);
      if (started.isPresent()) {
        serve(configuration, directory, hints, started.get(), stop);
      }
    }
    return 0;
  }

  /** Answers until the end is asked for. */
  private static void serve(
      Configuration configuration,
      ControlDirectory directory,
      List<String> hints,
      Running running,
      Stop stop) {
    Settings settings = configuration.settings();
    Logger logger = System.getLogger(ServerCommand.class.getName());
    DnsServer server = running.server();
    Stores stores = running.stores();
    try (running;
        ControlChannel control = ControlChannel.open(
            directory,
            new ControlCommands(
                stores.backends(),
                server::statistics,
                server.cachePurge(),
                server.discovery(),
                Version.number(),
                stop::request))) {
      server.notices().forEach(notice -> logger.log(Logger.Level.WARNING, notice));
      List<String> bound = new ArrayList<>();
      for (InetSocketAddress address : server.addresses()) {
        bound.add(Addresses.print(address));
        logger.log(Logger.Level.INFO, "UDP server bound to " + Addresses.print(address));
        logger.log(Logger.Level.INFO, "TCP server bound to " + Addresses.print(address));
      }
      logger.log(Logger.Level.INFO, Version.line());
      if (configuration.usesOwnStore()) {
        logger.log(
            Logger.Level.INFO,
            "Zones are kept in " + configuration.dataDirectory().resolve(Configuration.STORE_FILE));
      }
      hints.forEach(hint -> logger.log(Logger.Level.INFO, hint));
      if (settings.choice("udp-transport", UdpMode.class) != UdpMode.NIO) {
        boolean holding = settings.choice("zone-snapshot", SnapshotMode.class) != SnapshotMode.NO;
        BackgroundThreads.watch(stores, holding); // by JNA, as batches
      }
      logger.log(Logger.Level.INFO, "Ready to answer questions on " + String.join(", ", bound));
      stop.await();
      logger.log(Logger.Level.INFO, "Stopping: answering what waits, closing sockets and stores");
    }
  }

  private static void warn(Logger logger, Settings settings) {
    List<String> idle = settings.withoutEffect();
    if (!idle.isEmpty()) {
      logger.log(
          Logger.Level.WARNING,
          "Settings without effect in this version: " + String.join(", ", idle));
    }
    if (!settings.removed().isEmpty()) {
      logger.log(
          Logger.Level.WARNING,
          "Settings that no longer exist: " + String.join(", ", settings.removed()));
    }
  }

  static void makeDirectory(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new SettingException(
          "Unable to make the data directory " + directory + ": " + e.getMessage());
    }
  }

  /** The first of the addresses that a client on this host can ask. */
  static Optional<InetSocketAddress> askable(List<InetSocketAddress> addresses) {
    return addresses.stream().findFirst();
  }
}
