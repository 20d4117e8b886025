package org.polderdns.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsoleLogTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream before = System.err;
  private final ConsoleLog log = new ConsoleLog("test");

  @BeforeEach
  void takeStandardError() {
    System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void giveItBack() {
    System.setErr(before);
    ConsoleLog.configure(Level.INFO, ConsoleLog.Stamp.FULL);
  }

  private String text() {
    return written.toString(StandardCharsets.UTF_8);
  }

  @Test
  void writesTheLevelsThatAreWantedWithNothingBeforeThem() {
    ConsoleLog.configure(Level.WARNING, ConsoleLog.Stamp.NONE);
    log.log(Level.INFO, "too little");
    log.log(Level.WARNING, "just {0}", "enough");
    log.log(Level.ERROR, "{0} is no parameter here");
    assertThat(text().lines()).containsExactly("just enough", "{0} is no parameter here");
  }

  @Test
  void writesNothingWhenOff() {
    ConsoleLog.configure(Level.OFF, ConsoleLog.Stamp.NONE);
    log.log(Level.ERROR, "nothing");
    assertThat(text()).isEmpty();
  }

  @Test
  void linesBeginWithTheTimeAsInSyslog() {
    ConsoleLog.configure(Level.INFO, ConsoleLog.Stamp.SHORT);
    log.log(Level.INFO, "a line");
    assertThat(text()).matches("[A-Z][a-z]{2} [0-3]\\d [0-2]\\d:[0-5]\\d:[0-6]\\d a line\\R");
  }

  @Test
  void linesOfToolsBeginWithTheWholeTimeAndTheLevel() {
    log.log(Level.WARNING, "a line");
    assertThat(text())
        .matches(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d) WARN a line\\R");
  }

  @Test
  void errorsCarryTheirStack() {
    ConsoleLog.configure(Level.INFO, ConsoleLog.Stamp.NONE);
    log.log(Level.ERROR, "it failed", new IllegalStateException("the reason"));
    assertThat(text())
        .startsWith("it failed: java.lang.IllegalStateException: the reason")
        .contains("\tat org.polderdns.server.cli.ConsoleLogTest");
  }
}
