package org.polderdns.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncreaseSerialTest {
  /** A Saturday; its week began on Thursday the 19th, 2968 weeks after 1970 did. */
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);

  @ParameterizedTest
  @CsvSource({
    "'', 5, 6",
    "'', 4294967295, 1",
    "NONE, 5, 6",
    "BOGUS, 5, 6",
    "INCREMENT-WEEKS, 5, 2973",
    "increment-weeks, 5, 2973",
    "INCEPTION-INCREMENT, 5, 2026111901",
    "INCEPTION-INCREMENT, 2024010101, 2026111901",
    "INCEPTION-INCREMENT, 2026111901, 2026111902",
    "INCEPTION-INCREMENT, 2026111999, 2026112000",
    "EPOCH, 5, 1795262400",
    "INCEPTION-EPOCH, 5, 1795262400",
    "EPOCH, 2026111901, 2026111902",
  })
  void followsSoaEdit(String soaEdit, long serial, long expected) {
    assertThat(IncreaseSerial.next(soaEdit, serial, CLOCK)).isEqualTo(expected);
  }
}
