package org.polderdns.server.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountersTest {
  private final Counters counters = new Counters();

  @Test
  void addsUpTheLanesOfAllThreads() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      CounterLane lane = counters.newLane();
      threads.add(new Thread(() -> {
        for (int k = 0; k < 100_000; k++) {
          lane.count(Counter.RD_QUERIES);
          counters.count(Counter.RD_QUERIES);
        }
      }));
    }
    for (Thread thread : threads) {
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(counters.value(Counter.RD_QUERIES)).isEqualTo(800_000);
  }

  @Test
  void aLaneCountsByFamilyAndTransport() {
    CounterLane lane = counters.newLane();
    lane.countQuestion(false, true);
    lane.countAnswer(false, true, 70);
    lane.countQuestion(true, false);
    lane.countAnswer(true, false, 80);
    assertThat(counters.snapshot())
        .containsEntry("udp-queries", 1L)
        .containsEntry("udp6-queries", 1L)
        .containsEntry("udp4-queries", 0L)
        .containsEntry("udp6-answers-bytes", 70L)
        .containsEntry("tcp-answers", 1L)
        .containsEntry("tcp4-answers-bytes", 80L);
  }
}
