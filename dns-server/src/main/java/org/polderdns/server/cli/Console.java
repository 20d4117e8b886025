package org.polderdns.server.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a program has around it. Tests make their own.
 *
 * @param environment of the process
 * @param terminal whether a person sits there: {@code err} may be overwritten, keys can be asked
 */
record Console(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    boolean terminal) {
  static Console ofProcess() {
    return new Console(System.in, System.out, System.err, System.getenv(), Terminals.isTerminal(2));
  }

  /** The value of a variable, empty if it is not set. */
  String variable(String name) {
    return environment.getOrDefault(name, "");
  }

  /**
   * The directory of the server's own data: {@code $POLDER_DATA}; else {@code /var/lib/polder} for
   * root, {@code $XDG_DATA_HOME/polder} or {@code ~/.local/share/polder} for others.
   */
  Path dataDirectory() {
    String own = variable("POLDER_DATA");
    if (!own.isEmpty()) {
      return Path.of(own);
    }
    if (Users.isRoot()) {
      return Path.of("/var/lib/polder");
    }
    String xdg = variable("XDG_DATA_HOME");
    return xdg.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".local", "share", "polder")
        : Path.of(xdg, "polder");
  }
}
