package org.polderdns.server.cli;

import org.jspecify.annotations.Nullable;

/** A verb. */
abstract class ZoneCommand {
  private @Nullable Tool tool; // set before run()

  void use(Tool shared) {
    tool = shared;
  }

  Tool tool() {
    Tool shared = tool;
    if (shared == null) {
      throw new IllegalStateException("no tool");
    }
    return shared;
  }

  /** Does it, and returns the exit status. */
  abstract int run();
}
