package org.polderdns.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.polderdns.dnssec.key.KeyFiles;
import org.polderdns.dnssec.key.KeyLife;
import org.polderdns.dnssec.key.KeyState;
import org.polderdns.dnssec.key.SigningAlgorithm;
import org.polderdns.dnssec.key.SigningKey;
import org.polderdns.dnssec.key.ZoneKey;
import org.polderdns.dnssec.key.ZoneKeys;
import org.polderdns.dnssec.sign.SignatureWindow;
import org.polderdns.dnssec.zone.DenialParameters;
import org.polderdns.dnssec.zone.SigningOptions;
import org.polderdns.dnssec.zone.ZoneSigner;
import org.polderdns.dnssec.zone.ZoneValidator;
import org.polderdns.records.RRset;
import org.polderdns.records.Rdata;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.change.Changeset;
import org.polderdns.zone.compiled.CompiledZone;

/**
 * Signs a zone of names with an address each by NSEC3 with one key, changes it, and validates it;
 * beside {@code ldns-signzone} and {@code ldns-verify-zone} with the same key and file.
 *
 * <p>Arguments: {@code names [algorithm [rounds [part]]]}; 100000, {@code ecdsa256}, 3 and all parts
 * unless told: {@code sign}, {@code validate}, or {@code verify} for the peer that validates. The table
 * has seconds that passed and seconds of processor time of the last round.
 */
public final class ZoneSigning {
  private static final Name APEX = Name.parse("big.example.");
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final CompiledZone zone;
  private final ZoneKey key;
  private final ZoneSigner signer;
  private final Path directory;

  private ZoneSigning(int names, SigningAlgorithm algorithm) throws IOException {
    directory = Files.createTempDirectory("zone-signing");
    Path file = directory.resolve("zone");
    try (PrintStream text =
        new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
      text.println("big.example. 3600 IN SOA ns.big.example. h.big.example. 1 2 3 4 300");
      text.println("big.example. 3600 IN NS ns.big.example.");
      for (int i = 0; i < names; i++) {
        text.println("n" + i + ".big.example. 3600 IN A 192.0.2." + i % 250);
      }
    }
    zone = Serving.compile(APEX.toString(), file);
    key = new ZoneKey(
        1,
        SigningKey.generate(
            algorithm, algorithm.isRsa() ? 2048 : algorithm.minBits(), new SecureRandom()),
        256,
        KeyLife.always(KeyState.IN_USE));
    signer = ZoneSigner.of(
        APEX,
        ZoneKeys.at(Clock.systemUTC().instant(), List.of(key)),
        SigningOptions.of(
            DenialParameters.NSEC3, SignatureWindow.weekly(Clock.systemUTC(), Duration.ZERO)));
  }

  public static void main(String[] args) throws Exception {
    int names = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
    SigningAlgorithm algorithm = SigningAlgorithm.parse(args.length > 1 ? args[1] : "ecdsa256");
    int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 3;
    String part = args.length > 3 ? args[3] : "all";
    new ZoneSigning(names, algorithm).run(names, rounds, part);
  }

  private void run(int names, int rounds, String part) throws Exception {
    boolean signs = part.equals("all") || part.equals("sign");
    boolean validates = part.equals("all") || part.equals("validate");
    boolean verifies = part.equals("all") || part.equals("verify");
    out.printf("%d names, %s%n%n| what | seconds | cpu |%n|---|--:|--:|%n", names, key.key());
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < rounds; round++) {
        boolean isLast = round == rounds - 1;
        if (signs) {
          measure(
              "sign, 1 thread", isLast, () -> signer.sign(zone.nodes(), Runnable::run, 1, r -> {}));
          measure("sign, 2 threads", isLast, () -> signer.sign(zone.nodes(), two, 2, r -> {}));
        }
        if (validates) {
          List<RRset> all = new ArrayList<>();
          signer.sign(zone.nodes(), two, 2, all::add);
          CompiledZone signed = CompiledZone.of(APEX, all);
          all.clear();
          measure("100 changes, each signed and done", isLast, () -> change(signed));
          measure("validate, 1 thread", isLast, () -> validate(signed));
        }
      }
    } finally {
      two.shutdown();
    }
    Path pair = KeyFiles.write(directory, APEX, key.key(), 256, key.life());
    String base = pair.toString().replace(".private", "");
    if (signs || verifies) {
      peer(
          "ldns-signzone",
          "ldns-signzone -n -f " + directory + "/signed -o big.example " + directory + "/zone "
              + base);
    }
    if (verifies) {
      peer("ldns-verify-zone", "ldns-verify-zone " + directory + "/signed");
    }
  }

  private void change(CompiledZone signed) {
    CompiledZone now = signed;
    for (int i = 0; i < 100; i++) {
      Name owner = Name.parse("new" + i, APEX);
      Changeset add = Changeset.of(APEX)
          .add(RRset.of(owner, 60, Rdata.parse(RecordType.A, "192.0.2.1")))
          .build();
      now = now.with(signer.resign(now, add));
    }
  }

  private static void validate(CompiledZone signed) {
    var findings = ZoneValidator.at(Clock.systemUTC().instant()).validate(APEX, signed.nodes());
    if (!findings.isEmpty()) {
      throw new IllegalStateException(findings.get(0).toString());
    }
  }

  private void measure(String what, boolean isPrinted, Runnable task) {
    long cpu = SYSTEM.getProcessCpuTime();
    long start = System.nanoTime();
    task.run();
    double seconds = (System.nanoTime() - start) / 1e9;
    double used = (SYSTEM.getProcessCpuTime() - cpu) / 1e9;
    if (isPrinted) {
      out.printf(Locale.ROOT, "| %s | %.3f | %.3f |%n", what, seconds, used);
    }
  }

  private void peer(String what, String command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(
            "bash", "-c", "TIMEFORMAT='%R %U %S'; time " + command + " >/dev/null 2>/dev/null")
        .redirectErrorStream(true)
        .start();
    String[] times = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .strip()
        .split(" ");
    int status = process.waitFor();
    out.printf(
        Locale.ROOT,
        "| %s%s | %s | %.3f |%n",
        what,
        status == 0 ? "" : " (failed)",
        times[0],
        Double.parseDouble(times[1]) + Double.parseDouble(times[2]));
  }
}
