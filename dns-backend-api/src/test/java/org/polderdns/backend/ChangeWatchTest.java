package org.polderdns.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.polderdns.backend.contract.WrappedStore;
import org.polderdns.backend.memory.MemoryBackend;

class ChangeWatchTest {
  /** Answers once at once; from then on when the test says so. */
  private static final class Slow extends WrappedStore implements ChangeMark {
    final CountDownLatch asked = new CountDownLatch(2);
    final CountDownLatch answers = new CountDownLatch(1);

    Slow() {
      super(new MemoryBackend("slow"));
    }

    @Override
    public long changeMark() {
      asked.countDown();
      if (asked.getCount() > 0) {
        return 1;
      }
      try {
        assertThat(answers.await(10, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return 2;
    }
  }

  private final AtomicLong clock = new AtomicLong();

  @Test
  void whileOneThreadWaitsForTheStoreTheOthersGoByTheLastMark() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (Slow store = new Slow()) {
      ChangeWatch watch = new ChangeWatch(store, clock::get);
      assertThat(watch.mark()).isEqualTo(1);
      clock.addAndGet(ChangeWatch.PERIOD);
      Future<Long> waiting = threads.submit(watch::mark);
      assertThat(store.asked.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(threads.submit(watch::mark).get(5, TimeUnit.SECONDS)).isEqualTo(1);
      store.answers.countDown();
      assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo(2);
      assertThat(watch.mark()).isEqualTo(2);
    } finally {
      threads.shutdown();
    }
  }
}
