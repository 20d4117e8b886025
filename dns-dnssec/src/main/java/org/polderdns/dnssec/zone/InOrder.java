package org.polderdns.dnssec.zone;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Work in parts done side by side, whose results are taken in their order. */
final class InOrder {
  /** Names that a part of the work is about. */
  static final int PART = 256;

  /** One part of the work. */
  @FunctionalInterface
  interface Part<T> {
    T work(int from, int to);
  }

  private InOrder() {}

  /**
   * Does the work for 0 to {@code count - 1} in parts. The results of a few parts are kept at a
   * time, however many there are.
   *
   * @param threads of the executor that work at once, at least 1
   * @param sink takes each result, in the thread that calls
   */
  static <T> void run(int count, Executor executor, int threads, Part<T> part, Consumer<T> sink) {
    Deque<CompletableFuture<T>> running = new ArrayDeque<>();
    int from = 0;
    while (from < count || !running.isEmpty()) {
      if (from < count && running.size() < 4 * threads) {
        int start = from;
        int end = Math.min(count, from + PART);
        running.add(CompletableFuture.supplyAsync(() -> part.work(start, end), executor));
        from = end;
      } else {
        sink.accept(result(running.remove()));
      }
    }
  }

  private static <T> T result(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
