package org.polderdns.server.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.AutoprimaryStore;
import org.polderdns.backend.Backend;
import org.polderdns.backend.KeyListing;
import org.polderdns.backend.MetadataListing;
import org.polderdns.backend.ServedZone;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.TsigKeyStore;
import org.polderdns.backend.ZoneWriting;
import org.polderdns.records.RRset;
import org.polderdns.server.config.Settings;
import org.polderdns.server.store.Stores;
import org.polderdns.wire.Name;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.wire.RecordType;

/** What the verbs share: the console, general options, settings, and the stores once asked for. */
final class Tool implements AutoCloseable {
  private final Program program;
  private final Console console;
  private final Configuration configuration;
  private final boolean verbose;
  private final boolean quiet;
  private final boolean force;
  private final boolean sort;
  private final boolean colours;
  private @Nullable Stores stores; // opened by the first who asks

  private Tool(Program program, Console console, Configuration configuration, List<String> flags) {
    this.program = program;
    this.console = console;
    this.configuration = configuration;
    this.verbose = flags.contains("verbose");
    this.quiet = flags.contains("quiet");
    this.force = flags.contains("force");
    this.sort = flags.contains("sort");
    this.colours = !flags.contains("no-colors") && console.variable("NO_COLOR").isEmpty();
  }

  /** Takes the general options out of {@code words}, wherever they stand before a {@code --}. */
  static Tool open(Program program, Console console, Arguments arguments, List<String> words) {
    List<String> flags = new ArrayList<>();
    for (int i = 0; i < words.size() && !words.get(i).equals("--"); ) {
      String flag = flag(words.get(i));
      if (flag.isEmpty()) {
        i++;
      } else {
        flags.add(flag);
        words.remove(i);
      }
    }
    words.remove("--");
    Configuration configuration = Configuration.load(program, console, arguments, true, false);
    Logging.configure(configuration.settings());
    return new Tool(program, console, configuration, flags);
  }

  private static String flag(String word) {
    return switch (word) {
      case "-v", "--verbose" -> "verbose";
      case "-q", "--quiet" -> "quiet";
      case "-f", "--force" -> "force";
      case "-s", "--sort" -> "sort";
      case "--no-colors" -> "no-colors";
      default -> "";
    };
  }

  Program program() {
    return program;
  }

  Console console() {
    return console;
  }

  Settings settings() {
    return configuration.settings();
  }

  boolean verbose() {
    return verbose;
  }

  boolean force() {
    return force;
  }

  boolean sort() {
    return sort;
  }

  boolean colours() {
    return colours;
  }

  /** A result, for standard output. */
  void print(String line) {
    console.out().println(line);
  }

  /** Information, for standard error, unless it is not wanted. */
  void say(String line) {
    if (!quiet) {
      console.err().println(line);
    }
  }

  /** Tells what was done to the tables of a store, with -v by which statements. */
  void saySchema(String store, List<String> statements) {
    if (verbose) {
      statements.forEach(statement -> print(statement + ";"));
    }
    say(
        statements.isEmpty()
            ? store + ": the tables are complete"
            : store + ": " + statements.size() + " statements executed");
  }

  Stores stores() {
    Stores open = stores;
    if (open == null) {
      if (configuration.usesOwnStore()) {
        ServerCommand.makeDirectory(configuration.dataDirectory());
      }
      open = Stores.open(configuration.settings());
      stores = open;
    }
    return open;
  }

  /** The name of a zone as typed, with or without its last dot. */
  static Name zoneName(String text) {
    try {
      return Name.parse(text);
    } catch (PresentationFormatException e) {
      throw new CommandException("Error: " + e.getMessage());
    }
  }

  /** A zone and its store. */
  ServedZone zone(String text, String missing) {
    return stores()
        .find(zoneName(text))
        .orElseThrow(() -> new CommandException(String.format(Locale.ROOT, missing, text)));
  }

  /** A zone that records are to be changed in by hand. */
  ServedZone ownZone(String text) {
    ServedZone located = zone(text, "Zone '%s' does not exist");
    guard(located, text);
    return located;
  }

  /** Fails for a secondary zone, unless forced. */
  void guard(ServedZone located, String text) {
    if (located.info().kind().isSecondary() && !force) {
      throw new CommandException(
          "Zone '" + text + "' is a secondary zone, its records come from its primaries"
              + " (--force changes them all the same)");
    }
  }

  /** A store by the name of its instance. */
  Backend backend(String name, String missing) {
    return stores().backends().stream()
        .filter(backend -> backend.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new CommandException(String.format(Locale.ROOT, missing, name)));
  }

  /** A role of all stores that play it, in launch order. */
  <T> List<T> roles(Class<T> role) {
    return stores().backends().stream()
        .flatMap(backend -> backend.capability(role).stream())
        .toList();
  }

  /** Where TSIG keys are added. */
  TsigKeyStore tsigKeys() {
    return roles(TsigKeyStore.class).stream()
        .findFirst()
        .orElseThrow(() -> new CommandException("Error: no store keeps TSIG keys"));
  }

  /** Where autoprimaries are added. */
  AutoprimaryStore autoprimaries() {
    return roles(AutoprimaryStore.class).stream()
        .findFirst()
        .orElseThrow(() -> new CommandException("Error: no store keeps autoprimaries"));
  }

  /** An RRset at the apex of a zone. */
  static Optional<RRset> atApex(ServedZone zone, RecordType type) {
    Name apex = zone.info().apex();
    return zone.backend().lookup(zone.info(), List.of(apex)).values().stream()
        .flatMap(node -> node.rrsets().stream())
        .filter(rrset -> rrset.type() == type)
        .findFirst();
  }

  /** The signing keys of a zone; none where its store keeps none. */
  Keyring keyring(ServedZone zone) {
    return Keyring.of(zone.backend()
        .capability(KeyListing.class)
        .map(store -> store.keys(zone.info().apex()))
        .orElse(List.of()));
  }

  /** All metadata of a zone; none where its store keeps none. */
  static Map<String, List<String>> metadata(ServedZone zone) {
    return zone.backend()
        .capability(MetadataListing.class)
        .map(store -> store.allMetadata(zone.info().apex()))
        .orElse(Map.of());
  }

  /** The values of one kind of metadata of a zone. */
  static List<String> metadata(ServedZone zone, String kind) {
    return zone.backend()
        .capability(MetadataListing.class)
        .map(store -> store.metadata(zone.info().apex(), kind))
        .orElse(List.of());
  }

  /** Whether the signatures of a zone are stored with it. */
  static boolean isPresigned(ServedZone zone) {
    return metadata(zone, SigningChange.PRESIGNED).contains("1");
  }

  /** Whether a zone is signed, here or elsewhere. */
  boolean isSecure(ServedZone zone) {
    return keyring(zone).isSigning() || isPresigned(zone);
  }

  /** The writing role of a store. */
  static ZoneWriting writing(Backend backend) {
    return backend
        .capability(ZoneWriting.class)
        .orElseThrow(() -> new StoreException(backend.name(), "zones cannot be written"));
  }

  /** A record type by its mnemonic. */
  static RecordType type(String text) {
    try {
      return RecordType.parse(text);
    } catch (PresentationFormatException e) {
      throw new CommandException("Error: Unknown DNS type '" + text + "'");
    }
  }

  /** A name without its last dot, as operators write zones; the root is a dot. */
  static String shown(Name name) {
    String text = name.toString();
    return name.isRoot() ? text : text.substring(0, text.length() - 1);
  }

  @Override
  public void close() {
    Stores open = stores;
    if (open != null) {
      open.close();
    }
  }
}
