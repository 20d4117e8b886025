package org.polderdns.server.cli;

import java.lang.System.Logger;

/**
 * Gives the JVM the program's log. Named in {@code META-INF/services} of the standalone jar alone:
 * an application that embeds the server has a log of its own.
 */
public final class ConsoleLogFinder extends System.LoggerFinder {
  /** For the JVM. */
  public ConsoleLogFinder() {}

  @Override
  public Logger getLogger(String name, Module module) {
    return new ConsoleLog(name);
  }
}
