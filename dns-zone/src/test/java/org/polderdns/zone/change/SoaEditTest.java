package org.polderdns.zone.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoaEditTest {
  /** A Saturday in week 2967 that began on Thursday, 2026-11-12, second 1794441600. */
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-14T10:00:00Z"), ZoneOffset.UTC);

  @ParameterizedTest
  @CsvSource({
    "'', 5, 5, 6",
    "NONE, 5, 5, 6",
    "BOGUS, 5, 5, 6",
    "NONE, 4294967295, 4294967295, 1",
    "INCREMENT-WEEKS, 5, 2972, 2972",
    "increment-weeks, 5, 2972, 2972",
    "INCREMENT-WEEKS, 4294967295, 2966, 2966",
    "EPOCH, 5, 1794650400, 1794650400",
    "EPOCH, 1794650400, 1794650400, 1794650401",
    "EPOCH, 1894650400, 1794650400, 1894650401",
    "INCEPTION-EPOCH, 5, 1794441600, 1794650400",
    "INCEPTION-EPOCH, 1794500000, 1794500000, 1794650400",
    "INCEPTION-EPOCH, 1894650400, 1894650400, 1894650401",
    "INCEPTION-INCREMENT, 5, 2026111201, 2026111201",
    "INCEPTION-INCREMENT, 2024010101, 2026111201, 2026111201",
    "INCEPTION-INCREMENT, 2026111200, 2026111202, 2026111202",
    "INCEPTION-INCREMENT, 2026111201, 2026111202, 2026111202",
    "INCEPTION-INCREMENT, 2026111205, 2026111206, 2026111206",
    "INCEPTION-INCREMENT, 2026111499, 2026111500, 2026111500",
    "INCEPTION-INCREMENT, 2026111500, 2026111500, 2026111501",
  })
  void servedAndIncreasedSerials(String value, long stored, long served, long increased) {
    SoaEdit edit = SoaEdit.of(value);
    assertThat(edit.served(stored, CLOCK)).isEqualTo(served);
    assertThat(edit.increased(stored, CLOCK, 0)).isEqualTo(increased);
  }

  @Test
  void daysAreThoseOfTheClocksZone() {
    Clock west = CLOCK.withZone(ZoneId.of("America/New_York"));
    assertThat(SoaEdit.INCEPTION_INCREMENT.served(5, west)).isEqualTo(2026111101);
  }

  @Test
  void weeksThatBeginLaterMoveTheSerialLater() {
    long delay = 3 * 86400; // so that the week of the clock has not begun
    assertThat(SoaEdit.INCREMENT_WEEKS.served(5, CLOCK, delay)).isEqualTo(2971);
    assertThat(SoaEdit.INCEPTION_EPOCH.served(5, CLOCK, delay)).isEqualTo(1794441600 - 604800);
    assertThat(SoaEdit.INCEPTION_INCREMENT.served(5, CLOCK, delay)).isEqualTo(2026110501);
    assertThat(SoaEdit.INCEPTION_EPOCH.served(5, CLOCK, 2 * 86400)).isEqualTo(1794441600);
    assertThat(SoaEdit.EPOCH.served(5, CLOCK, delay)).isEqualTo(1794650400);
    assertThat(SoaEdit.INCREMENT_WEEKS.increased(5, CLOCK, delay)).isEqualTo(2971);
  }
}
