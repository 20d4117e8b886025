package org.polderdns.server.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.polderdns.dnssec.key.KeyRefusedException;
import org.polderdns.dnssec.key.SigningAlgorithm;

/**
 * Puts settings together: the file of {@code config-dir} and {@code config-name}, the files of
 * {@code include-dir}, then the command line; the last assignment of a setting wins.
 *
 * <p>Stores declare their settings when {@code launch} is known: {@link #declareStores}.
 */
public final class SettingsLoader {
  private static final Set<String> PLAIN_BOOLEANS = Set.of("yes", "on", "true", "1", "no", "off");

  private final SettingCatalogue catalogue;
  private final List<String> notes = new ArrayList<>();
  private Path directory = Path.of("/etc/powerdns");
  private boolean unknownIsFatal = true;
  private boolean missingFileIsNoted = true;
  private Consumer<StoreSettings> stores = launch -> {};
  private final Map<String, String> defaults = new LinkedHashMap<>();
  private final Map<String, String> ownStore = new LinkedHashMap<>();

  /** What a declarer of stores' settings is given and fills. */
  public interface StoreSettings {
    /** The words of {@code launch}. */
    List<String> launch();

    void add(Setting setting);

    /** What adds further ones, to be run if a name is not known otherwise or all are asked for. */
    void addLater(Runnable more);
  }

  public SettingsLoader(SettingCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** The directory of the file when {@code --config-dir} does not say; /etc/powerdns at first. */
  public SettingsLoader directory(Path value) {
    directory = value;
    return this;
  }

  /** Whether a missing file is worth a note; it never is an error. */
  public SettingsLoader noteMissingFile(boolean value) {
    missingFileIsNoted = value;
    return this;
  }

  /** Whether unknown settings in files are passed over, as the tools do. */
  public SettingsLoader ignoreUnknown(boolean value) {
    unknownIsFatal = !value;
    return this;
  }

  /** A value for a setting that nobody gives, in place of the default. */
  public SettingsLoader fallback(String name, String value) {
    defaults.put(name, value);
    return this;
  }

  /** A fallback, {@code launch} itself perhaps, for one who gives no {@code launch}. */
  public SettingsLoader fallbackWithoutLaunch(String name, String value) {
    ownStore.put(name, value);
    return this;
  }

  /** Called once {@code launch} is known, to add the settings of the stores. */
  public SettingsLoader declareStores(Consumer<StoreSettings> declarer) {
    stores = declarer;
    return this;
  }

  /** What happened on the way that a user should read, one line each. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /**
   * Reads and checks everything.
   *
   * @param arguments {@code --name=value} or {@code --name}
   * @throws SettingException if something is wrong; its message is one line
   */
  public Settings load(List<String> arguments) {
    List<Assignment> commandLine = new ArrayList<>();
    for (String argument : arguments) {
      commandLine.add(Assignment.ofArgument(argument)
          .orElseThrow(() -> new SettingException("not a setting: '" + argument + "'")));
    }
    List<Assignment> all = new ArrayList<>(files(commandLine));
    all.addAll(commandLine);
    declare(all);
    return settle(all);
  }

  private List<Assignment> files(List<Assignment> commandLine) {
    List<Assignment> assignments = new ArrayList<>();
    if (!last(commandLine, "no-config").map(Settings::isYes).orElse(false)) {
      Path dir = last(commandLine, "config-dir").map(Path::of).orElse(directory);
      String name = last(commandLine, "config-name").orElse("");
      Path file = dir.resolve(name.isEmpty() ? "pdns.conf" : "pdns-" + name + ".conf");
      try {
        assignments.addAll(ConfigurationFile.read(file));
      } catch (IOException e) {
        if (missingFileIsNoted) {
          notes.add("Unable to open " + file + ": " + ConfigurationFile.reason(e));
        }
      }
    }
    Optional<String> include = last(commandLine, "include-dir");
    String includes =
        include.isPresent() ? include.get() : last(assignments, "include-dir").orElse("");
    if (!includes.isEmpty()) {
      for (Path file : ConfigurationFile.included(Path.of(includes))) {
        try {
          assignments.addAll(ConfigurationFile.read(file));
        } catch (IOException e) {
          throw new SettingException(file + " is not accessible: " + ConfigurationFile.reason(e));
        }
      }
    }
    return assignments;
  }

  private static Optional<String> last(List<Assignment> assignments, String name) {
    String value = null;
    for (Assignment a : assignments) {
      if (a.name().equals(name)) {
        value = a.append() && value != null ? joined(value, a.value()) : a.value();
      }
    }
    return Optional.ofNullable(value);
  }

  private void declare(List<Assignment> all) {
    List<String> launch =
        Settings.words(last(all, "launch").orElse(ownStore.getOrDefault("launch", "")));
    stores.accept(new StoreSettings() {
      @Override
      public List<String> launch() {
        return launch;
      }

      @Override
      public void add(Setting setting) {
        catalogue.add(setting);
      }

      @Override
      public void addLater(Runnable more) {
        catalogue.addLater(more);
      }
    });
  }

  private Settings settle(List<Assignment> all) {
    Set<String> tolerated =
        new TreeSet<>(Settings.words(last(all, "ignore-unknown-settings").orElse("")));
    Map<String, Settings.Given> given = new LinkedHashMap<>();
    Map<String, Settings.Given> merged = new LinkedHashMap<>();
    Set<String> removed = new TreeSet<>();
    for (Assignment a : all) {
      Optional<Setting> setting = catalogue.resolve(a.name());
      if (setting.isEmpty()) {
        if (catalogue.isRemoved(a.name())) {
          removed.add(a.name());
        } else if (tolerated.contains(a.name())) {
          notes.add("Ignoring unknown setting '" + a.name() + "' as requested");
        } else if (unknownIsFatal || a.source().equals(Assignment.COMMAND_LINE)) {
          throw unknown(a);
        }
        continue;
      }
      assign(a, setting.get(), catalogue.merges(a.name()) ? merged : given);
    }
    for (Map.Entry<String, Settings.Given> entry : merged.entrySet()) {
      // The IPv6 half of a setting that once was two: alone, it stands beside all of IPv4.
      Settings.Given other = given.get(entry.getKey());
      String first = other == null ? "0.0.0.0" : other.value();
      String value = joined(first, entry.getValue().value());
      given.put(entry.getKey(), new Settings.Given(value, entry.getValue().source()));
    }
    Map<String, String> fallbacks = new LinkedHashMap<>(defaults);
    if (!given.containsKey("launch")) {
      fallbacks.putAll(ownStore);
    }
    for (Map.Entry<String, String> entry : fallbacks.entrySet()) {
      if (catalogue.find(entry.getKey()).isPresent()) {
        given.putIfAbsent(entry.getKey(), new Settings.Given(entry.getValue(), "built in"));
      }
    }
    given.forEach(this::noteOddBoolean);
    return new Settings(catalogue, given, removed);
  }

  private void assign(Assignment a, Setting setting, Map<String, Settings.Given> given) {
    String value = a.value();
    Settings.Given earlier = given.get(setting.name());
    if (a.append()) {
      if (earlier == null) {
        throw new SettingException(
            "'" + a.name() + "+=' has no earlier '" + a.name() + "=' to add to" + at(a));
      }
      value = joined(earlier.value(), value);
    }
    check(setting, value, a);
    if (!a.append() && earlier != null && setting.name().equals("launch")) {
      noteReplaced(earlier, a);
    }
    given.put(setting.name(), new Settings.Given(value, a.source()));
  }

  /** Of a line further down that takes stores away: the usual cause of a server without any. */
  private void noteReplaced(Settings.Given earlier, Assignment a) {
    boolean deliberate = a.source().equals(Assignment.COMMAND_LINE);
    if (!deliberate && !Settings.words(a.value()).containsAll(Settings.words(earlier.value()))) {
      notes.add("'launch=" + a.value() + "' (" + a.source() + ") takes the place of 'launch="
          + earlier.value() + "' (" + earlier.source() + "); 'launch+=' would add to it");
    }
  }

  /** Of a value that may be meant otherwise than it counts, as {@code false}. */
  private void noteOddBoolean(String name, Settings.Given value) {
    boolean odd = !value.value().isEmpty() && !PLAIN_BOOLEANS.contains(value.value());
    if (odd && catalogue.find(name).orElseThrow().type() == SettingType.BOOLEAN) {
      notes.add("'" + name + "=" + value.value() + "' counts as yes, only no and off do not"
          + at(value.source()));
    }
  }

  private static void check(Setting setting, String value, Assignment a) {
    try {
      switch (setting.type()) {
        case NUMBER -> Settings.wholeNumber(setting.name(), value);
        case PORT -> {
          long port = Settings.wholeNumber(setting.name(), value);
          if (port < 0 || port > 65535) {
            throw new SettingException(
                "'" + setting.name() + "' value '" + value + "' is not 0 to 65535");
          }
        }
        case ALGORITHM -> {
          if (!value.isEmpty()) {
            checkAlgorithm(setting, value);
          }
        }
        case ADDRESSES -> Settings.words(value).forEach(word -> Addresses.parse(word, 0));
        case NETMASKS -> Settings.words(value).forEach(Addresses::checkNetmask);
        case BOOLEAN, TEXT, PATH, LIST -> {}
      }
    } catch (SettingException e) {
      throw new SettingException(e.getMessage() + at(a));
    }
  }

  private static void checkAlgorithm(Setting setting, String value) {
    try {
      SigningAlgorithm.parse(value);
    } catch (KeyRefusedException e) {
      throw new SettingException(setting.name() + " set to unknown algorithm: " + value);
    }
  }

  private SettingException unknown(Assignment a) {
    String nearest =
        catalogue.nearest(a.name()).map(n -> ", nearest known: '" + n + "'").orElse("");
    return new SettingException(
        "Trying to set unknown setting '" + a.name() + "'" + at(a) + nearest);
  }

  private static String at(Assignment a) {
    return at(a.source());
  }

  private static String at(String source) {
    return source.equals(Assignment.COMMAND_LINE) ? "" : " (" + source + ")";
  }

  private static String joined(String value, String more) {
    return value.isEmpty() ? more : value + "," + more;
  }
}
