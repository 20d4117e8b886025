package org.polderdns.server.config;

import java.util.Optional;

/**
 * One {@code name=value} as written.
 *
 * @param source {@code file:line}, or {@code command line}
 * @param append whether it was {@code +=}
 */
record Assignment(String name, String value, boolean append, String source) {
  static final String COMMAND_LINE = "command line";

  /** Splits {@code name=value}, {@code name+=value} or {@code name} (which means yes). */
  static Assignment parse(String text, String source) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      return new Assignment(text.strip(), "yes", false, source);
    }
    boolean append = equals > 0 && text.charAt(equals - 1) == '+';
    String name = text.substring(0, append ? equals - 1 : equals).strip();
    return new Assignment(name, text.substring(equals + 1).strip(), append, source);
  }

  /** Reads {@code --name=value} or {@code --name}; empty if the argument is something else. */
  static Optional<Assignment> ofArgument(String argument) {
    if (!argument.startsWith("--") || argument.length() < 3) {
      return Optional.empty();
    }
    return Optional.of(parse(argument.substring(2), COMMAND_LINE));
  }
}
