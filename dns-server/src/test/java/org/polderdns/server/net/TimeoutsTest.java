package org.polderdns.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeoutsTest {
  private final Timeouts<String> timeouts = new Timeouts<>(10);
  private final Timeouts.Entry<String> a = new Timeouts.Entry<>("a");
  private final Timeouts.Entry<String> b = new Timeouts.Entry<>("b");
  private final Timeouts.Entry<String> c = new Timeouts.Entry<>("c");

  @Test
  void nothingIsDueWhereNothingWasStarted() {
    assertThat(timeouts.due(1000)).isNull();
    assertThat(timeouts.oldest()).isNull();
    assertThat(timeouts.nanosLeft(1000)).isEqualTo(Long.MAX_VALUE);
    timeouts.stop(a);
    assertThat(a.isRunning()).isFalse();
  }

  @Test
  void dueIsWhatWasStartedLongestAgo() {
    timeouts.start(a, 100);
    timeouts.start(b, 101);
    timeouts.start(c, 102);
    assertThat(timeouts.due(109)).isNull();
    assertThat(timeouts.nanosLeft(109)).isEqualTo(1);
    assertThat(timeouts.due(110)).isEqualTo("a");
    timeouts.start(a, 110);
    assertThat(timeouts.due(110)).isNull();
    assertThat(timeouts.due(111)).isEqualTo("b");
    timeouts.stop(b);
    assertThat(b.isRunning()).isFalse();
    assertThat(timeouts.due(200)).isEqualTo("c");
    timeouts.stop(c);
    assertThat(timeouts.due(200)).isEqualTo("a");
    timeouts.stop(a);
    assertThat(timeouts.due(200)).isNull();
  }

  @Test
  void aTimeOfNothingIsNeverOver() {
    Timeouts<String> never = new Timeouts<>(0);
    never.start(a, 1);
    assertThat(never.due(Long.MAX_VALUE)).isNull();
    assertThat(never.nanosLeft(5)).isEqualTo(Long.MAX_VALUE);
    assertThat(never.oldest()).isEqualTo("a");
  }

  @Test
  void theClockMayRunOver() {
    timeouts.start(a, Long.MAX_VALUE - 2);
    assertThat(timeouts.due(Long.MAX_VALUE)).isNull();
    assertThat(timeouts.due(Long.MIN_VALUE + 7)).isEqualTo("a");
  }

  @Test
  void whatIsVisitedMayBeStopped() {
    timeouts.start(a, 1);
    timeouts.start(b, 2);
    timeouts.start(c, 3);
    List<String> seen = new ArrayList<>();
    timeouts.forEach(name -> {
      seen.add(name);
      timeouts.stop(name.equals("a") ? a : b);
    });
    assertThat(seen).containsExactly("a", "b", "c");
    assertThat(timeouts.oldest()).isEqualTo("c");
  }
}
