package org.polderdns.benchmarks;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.polderdns.wire.Name;
import org.polderdns.zone.compiled.CompiledZone;

/**
 * Answering questions with DO out of a zone of 100,000 names signed beforehand with NSEC3; names in
 * random order. dnsjava adds no proofs.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class SignedAnswerBenchmark {
  private static final String APEX = "big.example.";
  private static final int NAMES = 100_000;

  /** Whether the names asked for exist. */
  @Param({"existing", "missing"})
  String names = "existing";

  private Serving serving =
      new Serving(CompiledZone.compiler(Name.ROOT).finish(), new Name[] {Name.ROOT}, true);

  @Setup
  public void zone() throws IOException {
    CompiledZone zone = Serving.compile(APEX, ZoneText.signed(APEX, NAMES));
    boolean missing = names.equals("missing");
    serving = new Serving(zone, Serving.names(NAMES, missing ? "x" : "", APEX), true);
    if (missing) {
      // SOA and its signature; two or three NSEC3 records and theirs.
      serving.check(3, 0, 6, 8);
    } else {
      serving.check(0, 2, 0, 0);
    }
  }

  /** Octets in, octets out. */
  @Benchmark
  public int answerPolder() {
    return serving.answer();
  }

  /** The same, in batches. */
  @Benchmark
  @OperationsPerInvocation(Serving.BATCH)
  public int answerBatchPolder() {
    return serving.answerBatch();
  }
}
