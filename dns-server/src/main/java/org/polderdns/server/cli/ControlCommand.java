package org.polderdns.server.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.polderdns.server.control.ControlClient;
import org.polderdns.server.control.ControlSocket;

/** {@code pdns_control} and {@code polder control}: gives a command to a running server. */
final class ControlCommand {
  private static final Set<String> OWN = Set.of("help", "version");
  private static final Set<String> TCP = Set.of("remote-address", "remote-port", "secret");

  private ControlCommand() {}

  static int run(Program program, Console console, List<String> commandLine) {
    String name = program == Program.POLDER ? "polder control" : program.text();
    for (String argument : commandLine) {
      int equals = argument.indexOf('=');
      if (argument.startsWith("--")
          && TCP.contains(argument.substring(2, equals < 0 ? argument.length() : equals))) {
        throw new UsageException(argument + ": there is no control channel over TCP yet");
      }
    }
    Arguments arguments = Arguments.parse(commandLine, OWN);
    List<String> words = arguments.rest();
    if (words.contains("--help") || words.contains("-h")) {
      console.out().println("Syntax: " + name + " [OPTION]... COMMAND [ARGUMENT]...");
      console.out().println();
      console.out().println("The command 'help' lists what the running server can do.");
      console.out().println("Options: --socket-dir=DIR, --config-dir=DIR, --config-name=NAME,");
      console.out().println("--no-config, --version");
      return 0;
    }
    if (words.contains("--version")) {
      console.out().println(Version.line());
      return 0;
    }
    if (words.isEmpty()) {
      console.err().println("No command passed");
      return 0; // as scripts know it
    }
    Configuration configuration = Configuration.load(program, console, arguments, true, false);
    Path directory = ControlDirectory.of(program, console, configuration).path();
    return run(console, directory, String.join(" ", words));
  }

  private static int run(Console console, Path directory, String command) {
    String reply;
    try {
      reply = ControlClient.run(directory, command);
    } catch (SocketTimeoutException e) {
      console.err().println("Timeout error: no reply from the server");
      return 2;
    } catch (IOException e) {
      throw new CommandException("Fatal error: Unable to connect to remote '"
          + directory.resolve(ControlSocket.FILE) + "': " + reason(directory, e));
    }
    boolean unknown = reply.startsWith("Unknown");
    (unknown ? console.err() : console.out()).println(reply);
    return unknown ? 1 : 0;
  }

  private static String reason(Path directory, IOException e) {
    if (!Files.exists(directory.resolve(ControlSocket.FILE))) {
      return "No such file or directory";
    }
    return e instanceof ConnectException ? "Connection refused" : String.valueOf(e.getMessage());
  }
}
