package org.polderdns.server.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.System.Logger;
import java.text.MessageFormat;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * The log of the standalone program: lines on standard error, all loggers alike. It is small because
 * every start waits for it: a library took a quarter of one.
 */
final class ConsoleLog implements Logger {
  /** What a line begins with. */
  enum Stamp {
    /** Nothing. */
    NONE,
    /** As in syslog: {@code Nov 21 16:32:58}. */
    SHORT,
    /** The time with its zone, and the level. */
    FULL
  }

  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

  private static volatile Level least = Level.INFO;
  private static volatile Stamp stamp = Stamp.FULL;

  private final String name;

  ConsoleLog(String name) {
    this.name = name;
  }

  /** What all loggers write from now on: levels from this one up. */
  static void configure(Level level, Stamp begin) {
    least = level;
    stamp = begin;
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public boolean isLoggable(Level level) {
    return level != Level.OFF && level.getSeverity() >= least.getSeverity();
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String message,
      @Nullable Throwable thrown) {
    if (isLoggable(level)) {
      System.err.print(line(level, translated(bundle, message), thrown));
    }
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String format,
      @Nullable Object @Nullable ... parameters) {
    if (isLoggable(level)) {
      String text = translated(bundle, format);
      boolean filled = parameters != null && parameters.length > 0;
      System.err.print(line(level, filled ? MessageFormat.format(text, parameters) : text, null));
    }
  }

  private static String translated(@Nullable ResourceBundle bundle, @Nullable String key) {
    String text = String.valueOf(key);
    return bundle != null && bundle.containsKey(text) ? bundle.getString(text) : text;
  }

  private static String line(Level level, String message, @Nullable Throwable thrown) {
    StringBuilder line = new StringBuilder(80);
    switch (stamp) {
      case NONE -> {}
      case SHORT -> appendShort(line, now());
      case FULL ->
        line.append(
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(now().truncatedTo(ChronoUnit.MILLIS)))
            .append(level == Level.WARNING ? " WARN " : " " + level + " ");
    }
    line.append(message);
    if (thrown != null) {
      StringWriter stack = new StringWriter();
      thrown.printStackTrace(new PrintWriter(stack));
      return line.append(": ").append(stack).toString();
    }
    return line.append(System.lineSeparator()).toString();
  }

  private static ZonedDateTime now() {
    return ZonedDateTime.now(ZoneId.systemDefault());
  }

  private static void appendShort(StringBuilder line, ZonedDateTime now) {
    int month = 3 * (now.getMonthValue() - 1);
    line.append(MONTHS, month, month + 3).append(' ');
    two(line, now.getDayOfMonth(), ' ');
    two(line, now.getHour(), ':');
    two(line, now.getMinute(), ':');
    two(line, now.getSecond(), ' ');
  }

  private static void two(StringBuilder line, int number, char end) {
    line.append((char) ('0' + number / 10)).append((char) ('0' + number % 10)).append(end);
  }
}
