package org.polderdns.zone.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.wire.RecordClass;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.ZoneTree;
import org.polderdns.zone.file.ZoneFileOptions;
import org.polderdns.zone.file.ZoneFileReader;
import org.polderdns.zone.file.ZoneFileWriter;
import org.polderdns.zone.scenario.RandomZone;

class ZoneLoaderTest {
  private static final Name APEX = Name.parse("example.");
  private static final String SOA = "@ 60 SOA ns1 h 1 2 3 4 5\n";
  private static final ZoneLoader LOADER = ZoneLoader.of(ZoneFileOptions.DEFAULT);

  @TempDir
  Path directory;

  private final ExecutorService helper = Executors.newSingleThreadExecutor();

  @AfterEach
  void endHelper() throws InterruptedException {
    helper.shutdown();
    assertThat(helper.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  private Path file(String text) {
    try {
      return Files.writeString(directory.resolve("example.zone"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file over the size from which a helper is used. */
  private static String large() {
    StringBuilder text = new StringBuilder(SOA).append("@ 60 NS ns1\nns1 60 A 192.0.2.53\n");
    for (int i = 0; i < 40_000; i++) {
      String name = "h" + (i * 7919 % 40_000);
      text.append(name).append(" 300 A 192.0.2.").append(i % 256).append('\n');
      if (i % 3 == 0) {
        text.append("\t60 TXT \"text of ").append(i).append("\"\n");
      }
      if (i % 10 == 0) { // again after others, which makes the RRset's order visible
        text.append("h").append(i / 10 * 31 % 40_000).append(" 9 MX ").append(i).append(" mail\n");
      }
    }
    return text.toString();
  }

  private static List<RRset> rrsets(Iterable<? extends ZoneNode> nodes) {
    List<RRset> all = new ArrayList<>();
    nodes.forEach(node -> all.addAll(node.rrsets()));
    return all;
  }

  private static void assertSameAsTree(CompiledZone zone, Path file, Name apex) {
    List<RRset> read = new ArrayList<>();
    try (ZoneFileReader reader = ZoneFileReader.open(file, apex)) {
      reader.forEach(
          rr -> read.add(RRset.of(rr.owner(), rr.type(), rr.ttl(), List.of(rr.rdata()))));
    }
    assertThat(rrsets(zone.nodes())).isEqualTo(rrsets(ZoneTree.of(apex, read).nodes()));
  }

  @Test
  void randomZonesAreTheTreeOfTheirRecords() throws IOException {
    Random random = new Random(20261121);
    Path file = directory.resolve("random.zone");
    for (int i = 0; i < 300; i++) {
      try (ZoneFileWriter out = ZoneFileWriter.absolute(Files.newOutputStream(file))) {
        for (RRset rrset : RandomZone.rrsets(random)) {
          out.write(rrset);
        }
      }
      ZoneLoader.Loaded loaded = LOADER.load(file, RandomZone.APEX);
      assertSameAsTree(loaded.zone(), file, RandomZone.APEX);
    }
  }

  @Test
  void largeFileGivesTheSameZoneWithAHelperAndWithout() {
    Path file = file(large());
    ZoneLoader.Loaded alone = LOADER.load(file, APEX);
    assertSameAsTree(alone.zone(), file, APEX);
    assertThat(alone.records()).isEqualTo(57_337);

    ZoneLoader.Loaded helped = LOADER.withHelper(helper).load(file, APEX);
    assertThat(rrsets(helped.zone().nodes())).isEqualTo(rrsets(alone.zone().nodes()));
    assertThat(helped.records()).isEqualTo(alone.records());
  }

  @Test
  void helperDoesSomeOfTheWork() {
    AtomicInteger tasks = new AtomicInteger();
    LOADER
        .withHelper(task -> {
          tasks.incrementAndGet();
          helper.execute(task);
        })
        .load(file(large()), APEX);
    assertThat(tasks).hasPositiveValue();
  }

  @Test
  void smallFileNeedsNoHelper() {
    ZoneLoader loader = LOADER.withHelper(task -> {
      throw new AssertionError("asked for help");
    });
    assertThat(loader.load(file(SOA), APEX).records()).isEqualTo(1);
  }

  @Test
  @Timeout(60)
  void busyAndRefusingExecutorsOnlyLeaveTheWorkToTheCaller() {
    Path file = file(large());
    List<RRset> expected = rrsets(LOADER.load(file, APEX).zone().nodes());

    List<Runnable> never = new ArrayList<>();
    CompiledZone waited = LOADER.withHelper(never::add).load(file, APEX).zone();
    assertThat(rrsets(waited.nodes())).isEqualTo(expected);
    never.forEach(Runnable::run); // far too late, and harmless
    assertThat(rrsets(waited.nodes())).isEqualTo(expected);

    ZoneLoader refused = LOADER.withHelper(task -> {
      throw new RejectedExecutionException("no");
    });
    assertThat(rrsets(refused.load(file, APEX).zone().nodes())).isEqualTo(expected);

    CompiledZone direct = LOADER.withHelper(Runnable::run).load(file, APEX).zone();
    assertThat(rrsets(direct.nodes())).isEqualTo(expected);
  }

  @Test
  void nothingRunsOnAfterAFileThatFails() throws Exception {
    String good = large();
    int lines = (int) good.lines().count();
    Path file = file(good + "www 60 A 192.0.2.300\n");
    AtomicInteger running = new AtomicInteger();
    ZoneLoader loader = LOADER.withHelper(task -> helper.execute(() -> {
      running.incrementAndGet();
      task.run();
      running.decrementAndGet();
    }));
    assertThatThrownBy(() -> loader.load(file, APEX))
        .isInstanceOf(PresentationFormatException.class)
        .hasMessage(file + ":" + (lines + 1)
            + ":10: A.address: expected an IPv4 address, found \"192.0.2.300\"");
    helper.submit(() -> {}).get(10, TimeUnit.SECONDS);
    assertThat(running).hasValue(0);
  }

  @Test
  void badZonesAreNamedWithTheirPlace() {
    assertError("", ": the zone has no SOA");
    assertError("www 60 A 192.0.2.1\n", ": the zone has no SOA");
    assertError(
        SOA + "\n@ 60 SOA ns1 h 2 2 3 4 5\n", ":3:1: a second SOA that differs from the first");
    assertError(
        "a 60 SOA ns1 h 1 2 3 4 5\n",
        ":1:1: SOA at a.example., which is not the zone's apex example.");
    assertError(
        SOA + "www.other. 60 A 192.0.2.1\n", ":2:1: owner www.other. is not in zone example.");
    assertError(SOA + "www 60 ANY 1\n", ":2:8: type ANY is not for zones");
    assertError(
        SOA + "www 60 A\n", ":2:9: A.address: expected an IPv4 address, found the end of the line");
    assertError(SOA + "www 60 TXT (\n", ":2:12: parenthesis is not closed");
  }

  private void assertError(String text, String expected) {
    Path file = file(text);
    assertThatThrownBy(() -> LOADER.load(file, APEX))
        .isInstanceOf(PresentationFormatException.class)
        .hasMessage(file + expected);
  }

  @Test
  void recordsOutsideOfTheZoneAreSkippedIfWanted() {
    ZoneLoader loader =
        ZoneLoader.of(ZoneFileOptions.DEFAULT.withOutside(ZoneFileOptions.Outside.SKIP));
    ZoneLoader.Loaded loaded = loader.load(file(SOA + "www.other. 60 A 192.0.2.1\n"), APEX);
    assertThat(loaded.records()).isEqualTo(1);
    assertThat(rrsets(loaded.zone().nodes())).hasSize(1);
  }

  @Test
  void missingFileIsAnError() {
    assertThatThrownBy(() -> LOADER.load(directory.resolve("none"), APEX))
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseInstanceOf(java.nio.file.NoSuchFileException.class);
  }

  @Test
  void optionsThatMakeNoZoneAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            ZoneLoader.of(ZoneFileOptions.DEFAULT.withOutside(ZoneFileOptions.Outside.ACCEPT)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ZoneLoader.of(ZoneFileOptions.DEFAULT.withClass(RecordClass.CH)));
  }
}
