package org.polderdns.zone.compiled;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.polderdns.zone.file.ZoneFileReader;

/**
 * Takes records from one thread and has them compiled by another, in order, a batch at a time. The
 * helper's task never waits for records: it ends when there are none and is given again when there
 * are, so that it holds up no shared executor. When batches pile up, as with an executor that has
 * no thread free, the thread that adds compiles one itself.
 */
final class RecordPipeline implements AutoCloseable {
  private static final int WAITING = 4;

  private final ZoneCompiler compiler; // guarded by turn
  private final Executor executor;
  private final ReentrantLock turn = new ReentrantLock(true); // fair: the adding thread gets it too
  private final AtomicBoolean helping = new AtomicBoolean(); // a task was given and has not ended
  private final ArrayBlockingQueue<RecordBatch> full = new ArrayBlockingQueue<>(WAITING);
  private final ArrayBlockingQueue<RecordBatch> empty = new ArrayBlockingQueue<>(WAITING + 2);
  private @Nullable Throwable failure; // of whichever thread, guarded by turn
  private RecordBatch batch = new RecordBatch();

  RecordPipeline(ZoneCompiler compiler, Executor executor) {
    this.compiler = compiler;
    this.executor = executor;
  }

  /** Has a reader's current record compiled, some time later. */
  void add(ZoneFileReader reader) {
    batch.add(reader);
    if (batch.isFull()) {
      handOver();
    }
  }

  private void handOver() {
    while (!full.offer(batch)) {
      compileOne();
    }
    RecordBatch next = empty.poll();
    batch = next == null ? new RecordBatch() : next;
    if (helping.compareAndSet(false, true)) {
      try {
        executor.execute(this::help);
      } catch (RejectedExecutionException e) {
        helping.set(false); // what it would have done is done here once the queue is full
      }
    }
  }

  private void help() {
    try {
      do {
        boolean more = true;
        while (more) {
          more = compileOne();
        }
        helping.set(false);
      } while (!full.isEmpty() && helping.compareAndSet(false, true));
    } catch (Throwable e) { // the adding thread finds it as the failure
      full.clear();
    }
  }

  /** Compiles the batch that waits longest; false if none does. */
  private boolean compileOne() {
    turn.lock();
    try {
      RecordBatch next = full.poll();
      if (next == null) {
        return false;
      }
      compile(next);
      empty.add(next);
      return true;
    } finally {
      turn.unlock();
    }
  }

  private void compile(RecordBatch next) {
    if (failure == null) {
      try {
        next.moveTo(compiler);
        return;
      } catch (RuntimeException | Error e) {
        failure = e;
      }
    }
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }

  /**
   * Has all compiled; the compiler is this thread's then. A failure of the helper is thrown here at
   * the latest.
   */
  void finish() {
    boolean more = true;
    while (more) {
      more = compileOne();
    }
    turn.lock();
    try {
      compile(batch);
    } finally {
      turn.unlock();
    }
  }

  /** Leaves nothing for the helper to do, and waits until it does nothing. */
  @Override
  public void close() {
    turn.lock();
    try {
      full.clear();
    } finally {
      turn.unlock();
    }
  }
}
