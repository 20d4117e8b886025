package org.polderdns.server.cli;

import java.util.Arrays;
import java.util.List;
import org.polderdns.backend.StoreException;
import org.polderdns.dnssec.key.KeyRefusedException;
import org.polderdns.records.RdataFormats;
import org.polderdns.server.config.SettingException;
import org.polderdns.server.net.BindException;

/**
 * Entry point of the standalone jar. It is the program that the system property {@code
 * polder.program} names: {@code polder}, {@code pdns_server}, {@code pdnsutil}, {@code
 * pdns_control}, {@code zone2sql} or {@code zone2json}.
 */
public final class Main {
  private Main() {}

  /**
   * Runs the program and ends the process with its exit status: 0, 1 for what could not be done, 2
   * for a command line that was not understood.
   */
  public static void main(String[] args) {
    String name = System.getProperty("polder.program", "polder");
    int status = run(Program.of(name), Console.ofProcess(), Arrays.asList(args));
    System.out.flush();
    System.exit(status);
  }

  /** Runs a program and returns its exit status. */
  static int run(Program program, Console console, List<String> arguments) {
    RdataFormats.load(); // so that the mnemonics of added types are known
    try {
      return switch (program) {
        case POLDER -> polder(console, arguments);
        case SERVER -> ServerCommand.run(Program.SERVER, console, arguments);
        case UTIL -> ZoneCommands.run(Program.UTIL, console, arguments);
        case CONTROL -> ControlCommand.run(Program.CONTROL, console, arguments);
        case ZONE2SQL -> ZoneConversion.toSql(console, arguments);
        case ZONE2JSON -> ZoneConversion.toJson(console, arguments);
      };
    } catch (UsageException e) {
      console.err().println(program.text() + ": " + e.getMessage());
      return 2;
    } catch (CommandException e) {
      console.err().println(e.getMessage());
      return e.exitStatus();
    } catch (SettingException e) {
      console
          .err()
          .println(e.exitStatus() == 1 ? "Fatal error: " + e.getMessage() : e.getMessage());
      return e.exitStatus();
    } catch (BindException e) {
      console.err().println("Fatal error: " + e.getMessage());
      return 1;
    } catch (KeyRefusedException e) {
      console.err().println("Error: " + e.getMessage());
      return 1;
    } catch (StoreException e) {
      console.err().println("Error: " + e.getMessage());
      return 1;
    }
  }

  private static int polder(Console console, List<String> arguments) {
    String verb = arguments.isEmpty() ? "" : arguments.get(0);
    List<String> rest = arguments.isEmpty() ? arguments : arguments.subList(1, arguments.size());
    return switch (verb) {
      case "serve" -> ServerCommand.run(Program.POLDER, console, rest);
      case "control" -> ControlCommand.run(Program.POLDER, console, rest);
      case "demo" -> DemoCommand.run(console, rest);
      case "zone2sql" -> ZoneConversion.toSql(console, rest);
      case "zone2json" -> ZoneConversion.toJson(console, rest);
      case "query" -> QueryCommand.run(console, rest);
      default -> ZoneCommands.run(Program.POLDER, console, arguments);
    };
  }
}
