package org.polderdns.benchmarks;

import java.io.IOException;
import java.util.Locale;
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
import org.polderdns.wire.Name;

/** Names out of text and octets, and what is done with them; each operation on another name. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class NameBenchmark {
  private static final int NAMES = 1024; // a power of two

  private final String[] texts = new String[NAMES];
  private final byte[][] wires = new byte[NAMES][];
  private final Name[] polder = new Name[NAMES];
  private final Name[] polderAgain = new Name[NAMES];
  private final org.xbill.DNS.Name[] dnsjava = new org.xbill.DNS.Name[NAMES];
  private final org.xbill.DNS.Name[] dnsjavaAgain = new org.xbill.DNS.Name[NAMES];
  private final int[] partner = new int[NAMES];
  private int next;

  @Setup
  public void names() throws IOException {
    Random random = new Random(NAMES);
    for (int i = 0; i < NAMES; i++) {
      texts[i] = (random.nextInt(4) == 0 ? "www." : "") + ZoneText.label(i) + ".big.example.";
      polder[i] = Name.parse(texts[i]);
      polderAgain[i] = Name.parse(texts[i].toUpperCase(Locale.ROOT));
      wires[i] = polder[i].toOctets().toArray();
      dnsjava[i] = org.xbill.DNS.Name.fromString(texts[i]);
      dnsjavaAgain[i] = org.xbill.DNS.Name.fromString(texts[i].toUpperCase(Locale.ROOT));
      partner[i] = random.nextInt(NAMES);
    }
  }

  private int index() {
    next = next + 1 & NAMES - 1;
    return next;
  }

  @Benchmark
  public Object textPolder() {
    return Name.parse(texts[index()]);
  }

  @Benchmark
  public Object textDnsjava() throws IOException {
    return org.xbill.DNS.Name.fromString(texts[index()]);
  }

  @Benchmark
  public Object wirePolder() {
    return Name.ofWire(wires[index()]);
  }

  @Benchmark
  public Object wireDnsjava() throws IOException {
    return new org.xbill.DNS.Name(wires[index()]);
  }

  @Benchmark
  public int wireAndHashPolder() {
    return Name.ofWire(wires[index()]).hashCode();
  }

  @Benchmark
  public int wireAndHashDnsjava() throws IOException {
    return new org.xbill.DNS.Name(wires[index()]).hashCode();
  }

  @Benchmark
  public int comparePolder() {
    int i = index();
    return polder[i].compareTo(polder[partner[i]]);
  }

  @Benchmark
  public int compareDnsjava() {
    int i = index();
    return dnsjava[i].compareTo(dnsjava[partner[i]]);
  }

  /** The same name in another case. */
  @Benchmark
  public boolean equalPolder() {
    int i = index();
    return polder[i].equals(polderAgain[i]);
  }

  @Benchmark
  public boolean equalDnsjava() {
    int i = index();
    return dnsjava[i].equals(dnsjavaAgain[i]);
  }
}
