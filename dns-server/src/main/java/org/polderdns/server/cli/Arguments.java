package org.polderdns.server.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A command line taken apart: settings ({@code --name=value}, and {@code --name} for yes) from the
 * words and options of the program itself.
 */
final class Arguments {
  /** Options that take the next argument when no value is attached. */
  private static final Set<String> WITH_ARGUMENT = Set.of("config-dir", "config-name", "data-dir");

  private final List<String> settings = new ArrayList<>();
  private final List<String> rest = new ArrayList<>();
  private String dataDirectory = "";

  private Arguments() {}

  /**
   * Takes a command line apart.
   *
   * @param own options of the program, without hyphens, which are left among the {@link #rest()}
   * @throws UsageException if an option lacks its value
   */
  static Arguments parse(List<String> arguments, Set<String> own) {
    Arguments parsed = new Arguments();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--")) {
        parsed.rest.addAll(arguments.subList(i, arguments.size()));
        break;
      }
      String name = name(argument);
      if (name.isEmpty() || own.contains(name)) {
        parsed.rest.add(argument);
        continue;
      }
      if (WITH_ARGUMENT.contains(name) && argument.indexOf('=') < 0) {
        if (++i == arguments.size()) {
          throw new UsageException("--" + name + " needs a value");
        }
        argument = argument + "=" + arguments.get(i);
      }
      if (name.equals("data-dir")) {
        parsed.dataDirectory = argument.substring(argument.indexOf('=') + 1);
      } else {
        parsed.settings.add(argument);
      }
    }
    return parsed;
  }

  /** The name of a long option, empty if the argument is none. */
  private static String name(String argument) {
    if (!argument.startsWith("--") || argument.length() < 3) {
      return "";
    }
    int equals = argument.indexOf('=');
    String name = equals < 0 ? argument.substring(2) : argument.substring(2, equals);
    return name.endsWith("+") ? name.substring(0, name.length() - 1) : name;
  }

  /** The settings, as given. */
  List<String> settings() {
    return settings;
  }

  /** All else in order. */
  List<String> rest() {
    return rest;
  }

  /** The value of {@code --data-dir}. */
  Optional<String> dataDirectory() {
    return dataDirectory.isEmpty() ? Optional.empty() : Optional.of(dataDirectory);
  }
}
