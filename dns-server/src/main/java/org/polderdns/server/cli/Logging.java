package org.polderdns.server.cli;

import java.lang.System.Logger;
import org.polderdns.server.config.Settings;

/**
 * Sets up the log: lines on standard error, by {@code loglevel} and {@code log-timestamp}. Libraries
 * that log by SLF4J do so through tinylog, which has to be set up before it is first used.
 */
final class Logging {
  private Logging() {}

  static void configure(Settings settings) {
    int level = settings.number("loglevel", 0, 9);
    boolean stamped = settings.yes("log-timestamp");
    set(
        "tinylog.level",
        level <= 2 ? "error" : level == 3 ? "warn" : level <= 5 ? "info" : "debug");
    set("tinylog.writer", "console");
    set("tinylog.writer.stream", "err");
    set("tinylog.writer.format", stamped ? "{date: MMM dd HH:mm:ss} {message}" : "{message}");
    set("tinylog.autoshutdown", "false");
    if (level <= 5) {
      // Its loader tells, with a stack trace, that another process was the first to delete a file
      // in the directory of both. What a user has to know of comes as an exception too.
      set("tinylog.level@org.sqlite", "off");
    }
    ConsoleLog.configure(
        level(System.getProperty("tinylog.level", "")),
        stamped ? ConsoleLog.Stamp.SHORT : ConsoleLog.Stamp.NONE);
  }

  private static Logger.Level level(String name) {
    return switch (name) {
      case "off" -> Logger.Level.OFF;
      case "error" -> Logger.Level.ERROR;
      case "warn" -> Logger.Level.WARNING;
      case "debug" -> Logger.Level.DEBUG;
      case "trace" -> Logger.Level.TRACE;
      default -> Logger.Level.INFO;
    };
  }

  /** What is given on Java's own command line stays. */
  private static void set(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }
}
