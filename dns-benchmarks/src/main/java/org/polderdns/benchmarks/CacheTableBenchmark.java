package org.polderdns.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Arrays;
import java.util.Random;
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
import org.polderdns.backend.cache.OctetTable;
import org.polderdns.wire.Name;
import org.polderdns.zone.compiled.NameKey;

/**
 * From the octets of a name in a question to what a cache has of it, for 100,000 names in random
 * order: the table that the caches here use, and Caffeine with a key object a look-up.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
public class CacheTableBenchmark {
  private static final int NAMES = 100_000;
  private static final int ENTRY = 100;
  private static final int NAME_AT = 16;

  private record Key(int store, long zone, Name name) {}

  private final byte[][] asked = new byte[NAMES][];
  private final OctetTable table = new OctetTable(1_000_000, Long.MAX_VALUE);
  private final Cache<Key, byte[]> caffeine =
      Caffeine.newBuilder().maximumSize(1_000_000).build();
  private final NameKey key = new NameKey();
  private int next;

  @Setup
  public void fill() {
    Random random = new Random(1);
    for (int i = 0; i < NAMES; i++) {
      Name name = Name.parse(ZoneText.label(i) + ".stored.example.");
      asked[i] = name.toOctets().toArray();
      byte[] entry = new byte[ENTRY];
      key.set(name);
      OctetTable.hash(entry, key.hash(key.labels()));
      System.arraycopy(asked[i], 0, entry, NAME_AT, asked[i].length);
      table.put(entry, this::isAsked, () -> true);
      caffeine.put(new Key(0, 1, name), entry.clone());
    }
    for (int i = NAMES - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      byte[] swapped = asked[i];
      asked[i] = asked[other];
      asked[other] = swapped;
    }
  }

  private byte[] question() {
    next = next + 1 == NAMES ? 0 : next + 1;
    return asked[next];
  }

  private boolean isAsked(byte[] entry) {
    int length = key.length();
    return Arrays.equals(entry, NAME_AT, NAME_AT + length, key.octets(), 0, length);
  }

  /** The table of this project. */
  @Benchmark
  public byte[] findPolder() {
    byte[] name = question();
    key.set(name, 0, name.length);
    byte[] found = table.find(key.hash(key.labels()), this::isAsked);
    OctetTable.use(found);
    return found;
  }

  /** Caffeine. */
  @Benchmark
  public byte[] findCaffeine() {
    return caffeine.getIfPresent(new Key(0, 1, Name.ofWire(question())));
  }
}
