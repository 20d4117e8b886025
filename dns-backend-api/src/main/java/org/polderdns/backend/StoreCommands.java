package org.polderdns.backend;

import java.util.List;

/** A store with commands of its own, which operators give on the control channel. */
public interface StoreCommands {
  /**
   * A command.
   *
   * @param name in lower case
   * @param arguments how they are written in a list of commands, empty for none
   * @param help one line for the operator, without a full stop
   */
  record Command(String name, String arguments, String help) {}

  /** The commands that there are. */
  List<Command> commands();

  /**
   * Carries out one of {@link #commands()}.
   *
   * @return the reply, without a last line end
   */
  String run(String name, List<String> arguments);
}
