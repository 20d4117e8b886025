package org.polderdns.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polderdns.backend.Backend;
import org.polderdns.backend.BackendFactories;
import org.polderdns.backend.BackendFactory;
import org.polderdns.backend.BackendSettings;
import org.polderdns.backend.Launch;

/** Files that BIND's programs sign while they are served. */
class SignedFilesTest {
  private static final Path SIGNER = Path.of("/usr/bin/dnssec-signzone");

  @TempDir
  Path directory;

  private void sign(String... options) throws IOException {
    String directoryName = directory.toString();
    List<String> command = new ArrayList<>(List.of(
        SIGNER.toString(),
        "-S",
        "-q",
        "-K",
        directoryName,
        "-d",
        directoryName,
        "-o",
        "one.test",
        "-f",
        directory.resolve("new").toString()));
    command.addAll(List.of(options));
    command.add(directory.resolve("unsigned").toString());
    Pdnsutil.output(command);
    Files.move(directory.resolve("new"), directory.resolve("one"), StandardCopyOption.ATOMIC_MOVE);
  }

  private void write(int version) throws IOException {
    Files.writeString(
        directory.resolve("unsigned"),
        "$TTL 300\n@ SOA ns h " + version + " 2 3 4 5\n@ NS ns\nns A 192.0.2.1\n*.w A 192.0.2."
            + version + "\na.b A 192.0.2.3\nsub NS ns.elsewhere.\n");
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
      Thread.sleep(50);
    }
  }

  @Test
  void areServedAsPresignedWhenTheyAreInPlace() throws Exception {
    assumeThat(SIGNER).isExecutable();
    Files.writeString(
        directory.resolve("named.conf"),
        "options { directory \"" + directory + "\"; };\n"
            + "zone \"one.test\" { type native; file \"one\"; };\n");
    write(1);
    Files.copy(directory.resolve("unsigned"), directory.resolve("one"));
    Pdnsutil.output(List.of(
        "/usr/bin/dnssec-keygen",
        "-q",
        "-K",
        directory.toString(),
        "-a",
        "13",
        "-f",
        "KSK",
        "one.test"));
    Pdnsutil.output(List.of(
        "/usr/bin/dnssec-keygen", "-q", "-K", directory.toString(), "-a", "13", "one.test"));
    BackendFactory factory = BackendFactories.find("bind").orElseThrow();
    try (Backend store = factory.open(BackendSettings.of(
            new Launch("bind", ""),
            factory,
            Map.of("config", directory.resolve("named.conf").toString(), "check-interval", "1")));
        DnsServer server = DnsServer.builder().backend(store).start()) {
      await(() -> Delv.dig(server, "+dnssec", "x.w.one.test", "A").contains("192.0.2.1"));
      assertThat(Delv.dig(server, "+dnssec", "x.w.one.test", "A")).doesNotContain("RRSIG");

      sign();
      await(() -> Delv.dig(server, "+dnssec", "x.w.one.test", "A").contains("RRSIG"));
      judge(Delv.trusting(server, directory, "one.test."));

      write(2);
      sign("-3", "ab");
      await(() -> Delv.dig(server, "+dnssec", "x.w.one.test", "A").contains("192.0.2.2"));
      assertThat(Delv.dig(server, "+dnssec", "none.one.test", "A")).contains("NSEC3");
      judge(Delv.trusting(server, directory, "one.test."));
    }
  }

  private static void judge(Delv delv) {
    for (String name : List.of("one.test", "x.w.one.test", "none.one.test", "b.one.test")) {
      delv.validates(name, "A");
      delv.validates(name, "TXT");
    }
    delv.validates("one.test", "SOA");
    delv.validates("sub.one.test", "DS");
  }
}
