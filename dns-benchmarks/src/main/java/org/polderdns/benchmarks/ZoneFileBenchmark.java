package org.polderdns.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.polderdns.wire.Name;
import org.polderdns.zone.file.ZoneFileReader;
import org.xbill.DNS.Master;

/** Reading a zone file record by record; an operation is the whole file. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 3)
@Fork(1)
public class ZoneFileBenchmark {
  private static final String APEX = "million.example.";

  /** Records in the file, those of the apex not counted. */
  @Param("1000000")
  int records;

  private Path file = Path.of("");

  @Setup(Level.Trial)
  public void write() throws IOException {
    file = ZoneText.mixed(APEX, records);
  }

  @Benchmark
  public void parsePolder(Blackhole sink) {
    try (ZoneFileReader reader = ZoneFileReader.open(file, Name.parse(APEX))) {
      while (reader.next()) {
        sink.consume(reader.owner());
        sink.consume(reader.rdata());
      }
    }
  }

  @Benchmark
  public void parseDnsjava(Blackhole sink) throws IOException {
    try (Master master = new Master(file.toString(), org.xbill.DNS.Name.fromString(APEX))) {
      for (org.xbill.DNS.Record one = master.nextRecord(); one != null; ) {
        sink.consume(one);
        one = master.nextRecord();
      }
    }
  }
}
