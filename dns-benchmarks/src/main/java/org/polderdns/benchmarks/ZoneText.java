package org.polderdns.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Zone files by chance, the same for the same size. */
final class ZoneText {
  private static final long SEED = 1_000_003;

  private ZoneText() {}

  /** The label of the owner at {@code index}. */
  static String label(int index) {
    return "h%07x".formatted(index * 2654435761L % (1L << 28));
  }

  /** A zone with an address at so many names, {@link #label} below the apex, and nothing else. */
  static Path addresses(String apex, int names) throws IOException {
    return write(apex, out -> {
      Random random = new Random(SEED);
      for (int i = 0; i < names; i++) {
        out.write(label(i) + " 3600 IN A 10." + random.nextInt(256) + "." + random.nextInt(256)
            + "." + random.nextInt(256) + "\n");
      }
    });
  }

  /** A zone with so many records of the types that zones mostly have. */
  static Path mixed(String apex, int records) throws IOException {
    return write(apex, out -> {
      Random random = new Random(SEED);
      for (int i = 0; i < records; i++) {
        String owner = label(random.nextInt(records));
        String other = label(random.nextInt(records));
        switch (i % 20) {
          case 0, 1, 2 ->
            out.write(owner + " 300 IN AAAA 2001:db8:" + hex(random) + "::" + hex(random) + "\n");
          case 3, 4 -> out.write(owner + " IN MX " + random.nextInt(100) + " " + other + "\n");
          case 5, 6 ->
            out.write(owner + " IN TXT \"v=spf1 ip4:192.0.2." + random.nextInt(256) + " -all\"\n");
          case 7 -> out.write("c" + i + " IN CNAME " + other + "\n");
          case 8 -> out.write("_sip._tcp." + owner + " IN SRV 0 5 5060 " + other + "\n");
          case 9 -> out.write("d" + i + " IN NS ns1." + other + ".example.\n");
          default ->
            out.write(
                owner + " IN A 192.0." + random.nextInt(256) + "." + random.nextInt(256) + "\n");
        }
      }
    });
  }

  private static String hex(Random random) {
    return Integer.toHexString(random.nextInt(65536));
  }

  private static Path write(String apex, Body body) throws IOException {
    Path file = Files.createTempFile("polder-benchmark", ".zone");
    file.toFile().deleteOnExit();
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
      out.write("$ORIGIN " + apex + "\n$TTL 3600\n"
          + "@ IN SOA ns1 hostmaster 1 7200 3600 1209600 3600\n"
          + "@ IN NS ns1\n@ IN NS ns2\nns1 IN A 192.0.2.1\nns2 IN A 192.0.2.2\n");
      body.write(out);
    }
    return file;
  }

  /** Writes what follows the apex. */
  private interface Body {
    void write(Writer out) throws IOException;
  }
}
