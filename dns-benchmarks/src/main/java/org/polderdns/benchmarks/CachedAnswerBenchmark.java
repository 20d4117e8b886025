package org.polderdns.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.polderdns.backend.BackendSet;
import org.polderdns.backend.ZoneKind;
import org.polderdns.backend.ZoneLoad;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.backend.memory.MemoryBackend;
import org.polderdns.records.Rdata;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/**
 * Answering out of the packet cache, for 10,000 names of a store in random order, and out of the
 * store itself, one that is in this process.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class CachedAnswerBenchmark {
  private static final String APEX = "stored.example.";
  private static final int NAMES = 10_000;

  private final Name[] names = Serving.names(NAMES, "", APEX);
  private final BackendSet stores = new BackendSet(List.of(store()), BackendSet.Options.DEFAULT);
  private final Serving cached = Serving.ofStores(stores, true, names);
  private final Serving stored = Serving.ofStores(stores, false, names);

  private static MemoryBackend store() {
    MemoryBackend store = new MemoryBackend("memory");
    Name apex = Name.parse(APEX);
    try (ZoneTransaction change = store.begin(apex)) {
      change.create(ZoneKind.NATIVE);
      ZoneLoad load = change.replaceAll();
      add(load, APEX, RecordType.SOA, "ns. mail. 1 2 3 4 5");
      for (int i = 0; i < NAMES; i++) {
        add(load, ZoneText.label(i) + "." + APEX, RecordType.A, "192.0.2.1");
      }
      load.finish();
      change.commit();
    }
    return store;
  }

  @Setup
  public void check() {
    cached.check(0, 1, 0, 0);
    stored.check(0, 1, 0, 0);
  }

  private static void add(ZoneLoad load, String owner, RecordType type, String text) {
    load.add(Name.parse(owner), type, 300, Rdata.parse(type, text).octets());
  }

  /** Octets in, octets out. */
  @Benchmark
  public int answerPolder() {
    return cached.answer();
  }

  /** The same without the cache. */
  @Benchmark
  public int storedPolder() {
    return stored.answer();
  }
}
