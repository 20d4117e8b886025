package org.polderdns.server.cli;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Single keys from a terminal, which is told not to wait for the end of a line meanwhile. From
 * anything else they are read as characters, line ends passed over.
 */
final class Keys implements AutoCloseable {
  /** What {@link #read} gives when there will be no more. */
  static final char END = '\0';

  private final Console console;
  private final boolean raw;

  Keys(Console console) {
    this.console = console;
    this.raw = console.in() == System.in && Terminals.isTerminal(0) && stty("-icanon", "min", "1");
  }

  private static boolean stty(String... words) {
    String command = "stty " + String.join(" ", words) + " </dev/tty";
    try {
      return new ProcessBuilder("sh", "-c", command).inheritIO().start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Asks until one of the keys is pressed, in either case; {@link #END} at the end of input. */
  char ask(String question, String keys) {
    while (true) {
      console.out().print(question);
      console.out().flush();
      int key = read();
      console.out().println();
      if (key < 0) {
        return END;
      }
      char lower = Character.toLowerCase((char) key);
      if (keys.indexOf(lower) >= 0) {
        return lower;
      }
    }
  }

  private int read() {
    try {
      int key = console.in().read();
      while (key == '\n' || key == '\r') {
        key = console.in().read();
      }
      return key;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (raw) {
      stty("icanon");
    }
  }
}
