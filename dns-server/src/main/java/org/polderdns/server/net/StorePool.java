package org.polderdns.server.net;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.polderdns.server.stats.BurstLog;
import org.polderdns.server.stats.Counter;
import org.polderdns.server.stats.Counters;

/**
 * The threads that ask stores which may block, behind a bounded queue: when it is full a question
 * is dropped, and what waited too long is dropped when its turn comes, so that I/O threads never
 * wait.
 */
public final class StorePool implements AutoCloseable {
  /**
   * How many questions may wait, and for how long.
   *
   * @param length of the queue at most
   * @param overload above how many waiting ones no other is taken; 0 for the length alone
   * @param waitMillis how long a question may wait for a thread; 0 for any time
   */
  public record Limits(int length, int overload, int waitMillis) {}

  private static final BurstLog LOG = new BurstLog(System.getLogger(StorePool.class.getName()));

  /** Questions that a thread takes at once if they wait: their look-ups are one for the store. */
  private static final int MOST_TOGETHER = 64;

  /** After how long replies are sent that wait for more of their batch, once the next is made. */
  private static final long MOST_KEPT_NANOS = 1_000_000;

  private final ArrayBlockingQueue<WaitingQuestion> queue;
  private final MessageHandler handler;
  private final Counters counters;
  private final int overload;
  private final long maxWaitNanos;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicInteger busy = new AtomicInteger(); // threads
  private volatile boolean closing;

  /**
   * Makes the pool; its threads run from {@link #start} on.
   *
   * @param size of threads
   * @param limits of the queue
   */
  public StorePool(MessageHandler handler, Counters counters, int size, Limits limits) {
    this.handler = handler;
    this.counters = counters;
    this.queue = new ArrayBlockingQueue<>(Math.max(1, limits.length()));
    this.overload = limits.overload() == 0 ? Integer.MAX_VALUE : limits.overload();
    this.maxWaitNanos = TimeUnit.MILLISECONDS.toNanos(limits.waitMillis());
    for (int i = 0; i < size; i++) {
      Thread thread = new Thread(this::run, "polder-store-" + i);
      thread.setDaemon(true);
      threads.add(thread);
    }
  }

  public void start() {
    threads.forEach(Thread::start);
  }

  /** Questions waiting now. */
  public int waiting() {
    return queue.size();
  }

  /** Whether no thread is free for what waits. */
  boolean isBusy() {
    return busy.get() == threads.size();
  }

  /** Takes a question unless too many wait, in which case it is counted and false returned. */
  boolean offer(WaitingQuestion question) {
    if (queue.size() <= overload && queue.offer(question)) {
      return true;
    }
    counters.count(Counter.OVERLOAD_DROPS);
    return false;
  }

  private void run() {
    MessageHandler.Session session = handler.newSession();
    byte[] out = new byte[MessageHandler.MAX_REPLY];
    List<WaitingQuestion> questions = new ArrayList<>(MOST_TOGETHER);
    List<byte[]> messages = new ArrayList<>(MOST_TOGETHER);
    while (true) {
      WaitingQuestion first;
      try {
        first = queue.poll(100, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        continue; // nobody interrupts these threads on purpose, and closing is seen below
      }
      if (first != null) {
        busy.incrementAndGet();
        questions.add(first);
        queue.drainTo(questions, MOST_TOGETHER - 1);
        dropLate(questions, out);
        expect(session, questions, messages);
        answer(session, questions, out);
        questions.clear();
        messages.clear();
        busy.decrementAndGet();
      } else if (closing) {
        return;
      }
    }
  }

  private void dropLate(List<WaitingQuestion> questions, byte[] out) {
    if (maxWaitNanos > 0) {
      long now = System.nanoTime();
      questions.removeIf(question -> {
        boolean late = now - question.since > maxWaitNanos;
        if (late) {
          counters.count(Counter.TIMEDOUT_PACKETS);
          done(question, out, 0);
        }
        return late;
      });
    }
  }

  private void expect(
      MessageHandler.Session session, List<WaitingQuestion> questions, List<byte[]> messages) {
    for (int i = 0; i < questions.size(); i++) {
      messages.add(questions.get(i).message);
    }
    try {
      session.expectWaiting(messages);
    } catch (Throwable e) {
      failed("event=handler-failed", e);
    }
  }

  /**
   * Sends replies together. A look-up that hangs holds back, besides the questions behind it, the
   * replies of the last millisecond before it.
   */
  private void answer(MessageHandler.Session session, List<WaitingQuestion> questions, byte[] out) {
    int sent = 0;
    long since = System.nanoTime();
    for (int i = 0; i < questions.size(); i++) {
      answer(session, questions.get(i), out);
      long now = System.nanoTime();
      if (i == questions.size() - 1 || now - since > MOST_KEPT_NANOS) {
        questions.subList(sent, i + 1).forEach(this::flush);
        sent = i + 1;
        since = now;
      }
    }
  }

  private void answer(MessageHandler.Session session, WaitingQuestion question, byte[] out) {
    int length = 0;
    try {
      byte[] message = question.message;
      length =
          session.answer(message, 0, message.length, question.tcp, question.peer, true, out, 0);
    } catch (Throwable e) {
      failed("event=handler-failed peer=" + question.client, e);
    }
    done(question, out, Math.max(0, length));
  }

  private void done(WaitingQuestion question, byte[] out, int length) {
    try {
      question.done(out, length);
    } catch (Throwable e) {
      failed("event=reply-failed peer=" + question.client, e);
    }
  }

  private void flush(WaitingQuestion question) {
    try {
      question.flush();
    } catch (Throwable e) {
      failed("event=reply-failed peer=" + question.client, e);
    }
  }

  /** Answers what waits, for at most five seconds, then ends the threads. */
  @Override
  public void close() {
    closing = true;
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    for (Thread thread : threads) {
      try {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (thread.isAlive()) {
          thread.join(Math.max(1, left));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Counts and logs what should not have happened; the thread goes on. */
  private void failed(String event, Throwable error) {
    counters.count(Counter.HANDLING_ERRORS);
    LOG.error(event, error);
  }
}
