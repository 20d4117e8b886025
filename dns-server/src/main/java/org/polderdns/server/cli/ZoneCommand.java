package org.polderdns.server.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A verb; {@link #call()} returns the exit status. */
abstract class ZoneCommand implements Callable<Integer> {
  private @Nullable Tool tool; // set before call()

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

  @Override
  public Integer call() {
    return run();
  }

  /** Does it. */
  abstract int run();
}
