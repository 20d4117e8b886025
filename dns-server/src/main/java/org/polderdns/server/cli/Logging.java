package org.polderdns.server.cli;

import org.polderdns.server.config.Settings;

/**
 * Sets up what System.Logger writes: lines on standard error, by {@code loglevel} and {@code
 * log-timestamp}. Has to come before the first logger is used.
 */
final class Logging {
  private Logging() {}

  static void configure(Settings settings) {
    int level = settings.number("loglevel", 0, 9);
    String name = level <= 2 ? "error" : level == 3 ? "warn" : level <= 5 ? "info" : "debug";
    set("tinylog.level", name);
    set("tinylog.writer", "console");
    set("tinylog.writer.stream", "err");
    set(
        "tinylog.writer.format",
        settings.yes("log-timestamp") ? "{date: MMM dd HH:mm:ss} {message}" : "{message}");
    set("tinylog.autoshutdown", "false");
  }

  /** What is given on Java's own command line stays. */
  private static void set(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }
}
