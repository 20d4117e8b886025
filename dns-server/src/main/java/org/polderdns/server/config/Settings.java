package org.polderdns.server.config;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.polderdns.backend.BackendSetting;

/**
 * The values of all settings, checked and complete with defaults. Immutable.
 *
 * <pre>{@code
 * Settings settings = new SettingsLoader(SettingCatalogue.ofServer()).load(List.of("--local-port=5300"));
 * settings.number("local-port");  // 5300
 * }</pre>
 */
public final class Settings {
  /** A value and where it came from. */
  record Given(String value, String source) {}

  private final SettingCatalogue catalogue;
  private final Map<String, Given> given;
  private final Set<String> removed;

  Settings(SettingCatalogue catalogue, Map<String, Given> given, Set<String> removed) {
    this.catalogue = catalogue;
    this.given = Collections.unmodifiableMap(new LinkedHashMap<>(given));
    this.removed = Collections.unmodifiableSet(new TreeSet<>(removed));
  }

  /** Everything at its default. */
  public static Settings defaults() {
    return new Settings(SettingCatalogue.ofServer(), Map.of(), Set.of());
  }

  public SettingCatalogue catalogue() {
    return catalogue;
  }

  /**
   * The value as text, the default if none was given.
   *
   * @throws IllegalArgumentException if there is no such setting
   */
  public String text(String name) {
    Setting setting =
        catalogue.find(name).orElseThrow(() -> new IllegalArgumentException("no setting " + name));
    Given value = given.get(name);
    return value == null ? setting.defaultValue() : value.value;
  }

  /** Whether a value was given, be it the default. */
  public boolean isGiven(String name) {
    return given.containsKey(name);
  }

  /** Where the value was given: {@code file:line} or {@code command line}. */
  public Optional<String> source(String name) {
    return Optional.ofNullable(given.get(name)).map(Given::source);
  }

  /** Whether a boolean is true. */
  public boolean yes(String name) {
    return isYes(text(name));
  }

  static boolean isYes(String value) {
    return BackendSetting.isYes(value);
  }

  /**
   * A number.
   *
   * @throws SettingException if it is not one or outside of {@code least} to {@code most}
   */
  public int number(String name, int least, int most) {
    long value = wholeNumber(name, text(name));
    if (value < least || value > most) {
      throw new SettingException(
          located(name, "'" + name + "' value '" + value + "' is not " + least + " to " + most));
    }
    return (int) value;
  }

  /** A number, 0 to 2^31-1. */
  public int number(String name) {
    return number(name, 0, Integer.MAX_VALUE);
  }

  static long wholeNumber(String name, String value) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new SettingException("'" + name + "' value '" + value + "' is not a valid number");
    }
  }

  /**
   * One of the constants of an enum, by its name in whatever case.
   *
   * @throws SettingException if there is no such constant
   */
  public <E extends Enum<E>> E choice(String name, Class<E> choices) {
    String value = text(name);
    for (E choice : choices.getEnumConstants()) {
      if (choice.name().equalsIgnoreCase(value)) {
        return choice;
      }
    }
    String known = Arrays.toString(choices.getEnumConstants()).toLowerCase(Locale.ROOT);
    throw new SettingException(
        located(name, "'" + name + "' value '" + value + "' is not one of " + known));
  }

  /** The words of a list. */
  public List<String> list(String name) {
    return words(text(name));
  }

  static List<String> words(String value) {
    List<String> words = new ArrayList<>();
    for (String word : value.split("[,\\s]+")) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }

  /**
   * Addresses; those without a port of their own get {@code defaultPort}.
   *
   * @throws SettingException if one is no address
   */
  public List<InetSocketAddress> addresses(String name, int defaultPort) {
    List<InetSocketAddress> addresses = new ArrayList<>();
    for (String word : list(name)) {
      addresses.add(Addresses.parse(word, defaultPort));
    }
    return addresses;
  }

  /** Names of settings that were changed and do nothing yet. */
  public List<String> withoutEffect() {
    List<String> names = new ArrayList<>();
    for (String name : given.keySet()) {
      Setting setting = catalogue.find(name).orElseThrow();
      if (setting.effect() == SettingEffect.LATER && differs(setting)) {
        names.add(name);
      }
    }
    Collections.sort(names);
    return names;
  }

  /** Names that once were settings and were given all the same. */
  public Set<String> removed() {
    return removed;
  }

  /** Whether the value is another than the default, whatever way it is written. */
  boolean differs(Setting setting) {
    String value = text(setting.name());
    return switch (setting.type()) {
      case BOOLEAN -> isYes(value) != isYes(setting.defaultValue());
      case LIST, ADDRESSES, NETMASKS -> !words(value).equals(words(setting.defaultValue()));
      case NUMBER, PORT, TEXT, ALGORITHM, PATH -> !value.equals(setting.defaultValue());
    };
  }

  private String located(String name, String message) {
    return source(name)
        .filter(s -> !s.equals(Assignment.COMMAND_LINE))
        .map(s -> message + " (" + s + ")")
        .orElse(message);
  }

  /** In the words of the reports: secrets do not appear. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "Settings%s", given.keySet());
  }
}
