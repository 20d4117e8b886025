package org.polderdns.server.cli;

import java.util.List;

/** {@code pdns_control}: so far it says who it is, and that there is no control channel yet. */
final class ControlCommand {
  private ControlCommand() {}

  static int run(Console console, List<String> arguments) {
    for (String argument : arguments) {
      if (argument.equals("-h") || argument.equals("--help")) {
        console.out().println("Syntax: pdns_control [--version]");
        console.out().println();
        console
            .out()
            .println("There is no control channel yet: a running server takes no commands.");
        return 0;
      }
      if (argument.equals("--version") || argument.equals("version")) {
        console.out().println(Version.line());
        return 0;
      }
      if (!argument.startsWith("-")) {
        throw new CommandException("pdns_control: there is no control channel yet: cannot do '"
            + String.join(" ", arguments)
            + "'");
      }
    }
    throw new UsageException("no command passed");
  }
}
