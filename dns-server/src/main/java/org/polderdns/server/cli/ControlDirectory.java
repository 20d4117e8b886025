package org.polderdns.server.cli;

import java.nio.file.Path;

/**
 * Where the control socket of a server is: {@code socket-dir}; else {@code $RUNTIME_DIRECTORY}, which
 * systemd sets; else the data directory of {@code polder}, and {@code /var/run/pdns} under the other
 * names.
 *
 * @param chosen whether the operator has said so
 * @param own whether it is the data directory
 */
record ControlDirectory(Path path, boolean chosen, boolean own) {
  private static final Path DEFAULT = Path.of("/var/run/pdns");

  static ControlDirectory of(Program program, Console console, Configuration configuration) {
    String setting = configuration.settings().text("socket-dir");
    String runtime = console.variable("RUNTIME_DIRECTORY");
    if (!setting.isEmpty() || !runtime.isEmpty()) {
      return new ControlDirectory(Path.of(setting.isEmpty() ? runtime : setting), true, false);
    }
    boolean own = program == Program.POLDER;
    return new ControlDirectory(own ? configuration.dataDirectory() : DEFAULT, false, own);
  }
}
