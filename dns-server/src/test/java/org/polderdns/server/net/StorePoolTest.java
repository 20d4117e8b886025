package org.polderdns.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.polderdns.server.stats.Counter;
import org.polderdns.server.stats.Counters;

/** What threads do with questions that wait. */
@Timeout(60)
class StorePoolTest {
  private static final InetSocketAddress CLIENT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 5300);

  private final Counters counters = new Counters();
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final Semaphore gate = new Semaphore(0);

  /** Notes what it is told; waits at the gate before the first answer. */
  private final class Noting implements MessageHandler.Session {
    @Override
    public void expectWaiting(List<byte[]> messages) {
      StringBuilder all = new StringBuilder("expect");
      messages.forEach(message -> all.append(' ').append(message[0]));
      events.add(all.toString());
      if (messages.size() == 1 && messages.get(0)[0] == 9) {
        throw new IllegalStateException("on purpose");
      }
    }

    @Override
    public int answer(
        byte[] in,
        int from,
        int to,
        boolean tcp,
        Peer client,
        boolean mayWait,
        byte[] out,
        int at) {
      if (in[from] == 0) {
        gate.acquireUninterruptibly();
      }
      events.add("answer " + in[from]);
      out[at] = in[from];
      return 1;
    }
  }

  private final class Question extends WaitingQuestion {
    Question(int number) {
      super(new byte[] {(byte) number}, CLIENT, false);
    }

    @Override
    void done(byte[] out, int length) {
      events.add("done " + (length == 0 ? "late" : Integer.toString(out[0])));
    }
  }

  private StorePool pool(int length, int waitMillis) {
    StorePool.Limits limits = new StorePool.Limits(length, 0, waitMillis);
    return new StorePool(Noting::new, counters, 1, limits);
  }

  private List<String> events(int count) throws InterruptedException {
    List<String> found = new ArrayList<>();
    while (found.size() < count) {
      found.add(events.poll(30, TimeUnit.SECONDS));
    }
    return found;
  }

  @Test
  void questionsThatWaitAreAnsweredTogetherInTheirOrder() throws InterruptedException {
    try (StorePool pool = pool(100, 0)) {
      pool.start();
      pool.offer(new Question(0));
      assertThat(events(1)).containsExactly("expect 0");
      for (int i = 1; i <= 3; i++) {
        pool.offer(new Question(i));
      }
      gate.release();
      assertThat(events(9))
          .containsExactly(
              "answer 0",
              "done 0",
              "expect 1 2 3",
              "answer 1",
              "done 1",
              "answer 2",
              "done 2",
              "answer 3",
              "done 3");
    }
  }

  @Test
  void eachReplyIsSentOnceItIsMade() throws InterruptedException {
    List<String> all = new ArrayList<>();
    final class Kept extends WaitingQuestion {
      private final int number;

      Kept(int number) {
        super(new byte[] {(byte) number}, CLIENT, false);
        this.number = number;
      }

      @Override
      void done(byte[] out, int length) {
        all.add("done " + number);
      }

      @Override
      void flush() {
        all.add("flush " + number);
      }
    }
    try (StorePool pool = pool(200, 0)) {
      for (int i = 1; i <= 100; i++) {
        pool.offer(new Kept(i));
      }
      pool.start();
    } // ends the thread, once all are answered
    assertThat(all).hasSize(200).doesNotHaveDuplicates();
    for (int i = 1; i <= 100; i++) {
      assertThat(all.indexOf("flush " + i)).isGreaterThan(all.indexOf("done " + i));
    }
  }

  @Test
  void threadTakesNoMoreThanABatch() throws InterruptedException {
    try (StorePool pool = pool(1000, 0)) {
      pool.start();
      pool.offer(new Question(0));
      assertThat(events(1)).containsExactly("expect 0");
      for (int i = 0; i < 100; i++) {
        pool.offer(new Question(1));
      }
      gate.release();
      List<String> all = events(2 + 200 + 2);
      assertThat(all.stream().filter(event -> event.startsWith("expect")).map(String::length))
          .containsExactly("expect".length() + 2 * 64, "expect".length() + 2 * 36);
    }
  }

  @Test
  void lateQuestionsAreDroppedBeforeStoresAreAsked() throws InterruptedException {
    try (StorePool pool = pool(100, 1)) {
      pool.offer(new Question(1));
      pool.offer(new Question(2));
      TimeUnit.MILLISECONDS.sleep(20);
      pool.start();
      assertThat(events(2)).containsExactly("done late", "done late");
    }
    assertThat(counters.value(Counter.TIMEDOUT_PACKETS)).isEqualTo(2);
  }

  @Test
  void expectationThatFailsIsCountedAndTheQuestionAnswered() throws InterruptedException {
    try (StorePool pool = pool(100, 0)) {
      pool.start();
      pool.offer(new Question(9));
      assertThat(events(3)).containsExactly("expect 9", "answer 9", "done 9");
    }
    assertThat(counters.value(Counter.HANDLING_ERRORS)).isEqualTo(1);
  }
}
