package org.polderdns.backend.sql;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What a class writes to the log while this is open. */
final class LogLines extends Handler implements AutoCloseable {
  private final List<String> texts = new CopyOnWriteArrayList<>();
  private final Logger logger;

  private LogLines(Logger logger) {
    this.logger = logger;
  }

  static LogLines of(Class<?> writer) {
    LogLines lines = new LogLines(Logger.getLogger(writer.getName()));
    lines.logger.addHandler(lines);
    return lines;
  }

  /** The lines so far, in order. */
  List<String> texts() {
    return List.copyOf(texts);
  }

  @Override
  public void publish(LogRecord line) {
    texts.add(line.getMessage());
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
