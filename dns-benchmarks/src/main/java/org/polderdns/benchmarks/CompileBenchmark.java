package org.polderdns.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.zone.compiled.CompiledZone;
import org.polderdns.zone.compiled.ZoneCompiler;
import org.polderdns.zone.compiled.ZoneLoader;
import org.polderdns.zone.file.ZoneFileOptions;
import org.polderdns.zone.file.ZoneFileReader;
import org.xbill.DNS.Zone;

/** Making a zone that answers, out of records that were read before and out of a file. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4)
@Measurement(iterations = 4)
@Fork(value = 1, jvmArgsAppend = "-Xmx4g")
public class CompileBenchmark {
  private static final String APEX = "mixed.example.";

  /** Records in the zone. */
  @Param("1000000")
  int records = 1_000_000;

  private final List<RRset> polder = new ArrayList<>();
  private org.xbill.DNS.Record[] dnsjava = {};
  private Path file = Path.of("");

  @Setup
  public void read() throws IOException {
    file = ZoneText.mixed(APEX, records);
    try (ZoneFileReader reader = ZoneFileReader.open(file, Name.parse(APEX))) {
      while (reader.next()) {
        polder.add(RRset.of(reader.owner(), reader.type(), reader.ttl(), List.of(reader.rdata())));
      }
    }
    List<org.xbill.DNS.Record> read = new ArrayList<>();
    try (org.xbill.DNS.Master master =
        new org.xbill.DNS.Master(file.toString(), org.xbill.DNS.Name.fromString(APEX))) {
      for (var one = master.nextRecord(); one != null; one = master.nextRecord()) {
        read.add(one);
      }
    }
    dnsjava = read.toArray(org.xbill.DNS.Record[]::new);
  }

  @Benchmark
  public Object compilePolder() {
    ZoneCompiler compiler = CompiledZone.compiler(Name.parse(APEX));
    for (RRset rrset : polder) {
      for (Octets rdata : rrset.rdatas()) {
        compiler.add(rrset.owner(), rrset.type(), rrset.ttl(), rdata);
      }
    }
    return compiler.finish();
  }

  @Benchmark
  public Object compileDnsjava() throws IOException {
    return new Zone(org.xbill.DNS.Name.fromString(APEX), dnsjava);
  }

  @Benchmark
  public Object loadPolder() {
    return ZoneLoader.of(ZoneFileOptions.DEFAULT).load(file, Name.parse(APEX)).zone();
  }

  @Benchmark
  public Object loadDnsjava() throws IOException {
    return new Zone(org.xbill.DNS.Name.fromString(APEX), file.toString());
  }
}
