package org.polderdns.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.polderdns.dnssec.key.SignatureEngine;
import org.polderdns.dnssec.key.Signer;
import org.polderdns.dnssec.key.SigningAlgorithm;
import org.polderdns.dnssec.key.SigningKey;
import org.polderdns.dnssec.key.Verifier;
import org.polderdns.wire.Octets;

/**
 * Signatures a second of processor time on one thread, made and verified, by algorithm and engine,
 * beside {@code openssl speed} in the same rounds. The table has the median over the rounds of the
 * ratio to OpenSSL, and the last rate.
 *
 * <p>Arguments: {@code [rounds [seconds]]}, 3 rounds of 1 second each unless told.
 */
public final class SignatureRates {
  private static final int LENGTH = 200;
  private static final int RSA_BITS = 2048;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final List<SigningAlgorithm> ALGORITHMS = List.of(
      SigningAlgorithm.RSASHA256,
      SigningAlgorithm.ECDSAP256SHA256,
      SigningAlgorithm.ECDSAP384SHA384,
      SigningAlgorithm.ED25519,
      SigningAlgorithm.ED448);

  private record Rates(double sign, double verify) {}

  private record Row(String name, List<Rates> rounds) {}

  private SignatureRates() {}

  public static void main(String[] args) throws IOException {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
    int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 1;
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.printf(
        "Java %s, messages of %d octets%n%n| algorithm | engine | sign/s | to openssl | verify/s |"
            + " to openssl |%n|---|---|--:|--:|--:|--:|%n",
        Runtime.version().feature(), LENGTH);
    for (SigningAlgorithm algorithm : ALGORITHMS) {
      print(out, algorithm, measure(algorithm, rounds, seconds));
    }
  }

  private static List<Row> measure(SigningAlgorithm algorithm, int rounds, int seconds) {
    SigningKey key = SigningKey.generate(
        algorithm, algorithm.isRsa() ? RSA_BITS : algorithm.minBits(), new SecureRandom());
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("openssl", new ArrayList<>()));
    List<SignatureEngine> engines = SignatureEngine.bySpeed(algorithm).stream()
        .filter(SignatureEngine::isPresent)
        .toList();
    for (SignatureEngine engine : engines) {
      rows.add(new Row(engine.name(), new ArrayList<>()));
      rates(key, engine, 2 * seconds); // warms up
    }
    for (int round = 0; round < rounds; round++) {
      rows.get(0).rounds().add(openssl(algorithm, seconds));
      for (int i = 0; i < engines.size(); i++) {
        rows.get(1 + i).rounds().add(rates(key, engines.get(i), seconds));
      }
    }
    return rows;
  }

  private static Rates rates(SigningKey key, SignatureEngine engine, int seconds) {
    byte[] data = new byte[LENGTH];
    Signer signer = key.signer(engine);
    Verifier verifier = engine.verifierFor(key.dnskey(256));
    Octets[] last = {signer.sign(data, 0, LENGTH)};
    double sign = rate(seconds, () -> last[0] = signer.sign(data, 0, LENGTH));
    double verify = rate(seconds, () -> {
      if (!verifier.verifies(data, 0, LENGTH, last[0])) {
        throw new IllegalStateException(engine + " does not verify what it signed");
      }
    });
    return new Rates(sign, verify);
  }

  private static double rate(int seconds, Runnable task) {
    long start = THREADS.getCurrentThreadCpuTime();
    long end = start + seconds * 1_000_000_000L;
    long count = 0;
    long now;
    do {
      for (int i = 0; i < 16; i++) {
        task.run();
      }
      count += 16;
      now = THREADS.getCurrentThreadCpuTime();
    } while (now < end);
    return count * 1e9 / (now - start);
  }

  /** OpenSSL counts the time of its own process too. */
  private static Rates openssl(SigningAlgorithm algorithm, int seconds) {
    String name = switch (algorithm) {
      case ECDSAP256SHA256 -> "ecdsap256";
      case ECDSAP384SHA384 -> "ecdsap384";
      case ED25519 -> "ed25519";
      case ED448 -> "ed448";
      default -> "rsa" + RSA_BITS;
    };
    try {
      Process process = new ProcessBuilder(
              "openssl", "speed", "-seconds", Integer.toString(seconds), name)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String[] words = text.strip().split("\\s+");
      return new Rates(
          Double.parseDouble(words[words.length - 2]), Double.parseDouble(words[words.length - 1]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void print(PrintStream out, SigningAlgorithm algorithm, List<Row> rows) {
    List<Rates> base = rows.get(0).rounds();
    for (Row row : rows) {
      double[] sign = new double[base.size()];
      double[] verify = new double[base.size()];
      for (int i = 0; i < sign.length; i++) {
        sign[i] = row.rounds().get(i).sign() / base.get(i).sign();
        verify[i] = row.rounds().get(i).verify() / base.get(i).verify();
      }
      Rates last = row.rounds().get(base.size() - 1);
      out.printf(
          Locale.ROOT,
          "| %s | %s | %.0f | %.2f | %.0f | %.2f |%n",
          algorithm,
          row.name(),
          last.sign(),
          median(sign),
          last.verify(),
          median(verify));
    }
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
