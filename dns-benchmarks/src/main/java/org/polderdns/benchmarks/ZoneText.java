package org.polderdns.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.zone.Nsec3Hash;

/** Zone files by chance, the same for the same size. */
final class ZoneText {
  private static final long SEED = 1_000_003;

  private ZoneText() {}

  /** The label of the owner at {@code index}. */
  static String label(int index) {
    return "h%07x".formatted(index * 2654435761L % (1L << 28));
  }

  /**
   * A zone with an address at so many names, {@link #label} below the apex, and as many of them
   * with a d before delegated to a nameserver in the zone.
   */
  static Path addresses(String apex, int names, int delegations) throws IOException {
    return write(apex, out -> {
      Random random = new Random(SEED);
      for (int i = 0; i < names; i++) {
        out.write(label(i) + " 3600 IN A " + address(random) + "\n");
      }
      for (int i = 0; i < delegations; i++) {
        String cut = "d" + label(i);
        out.write(cut + " NS ns." + cut + "\nns." + cut + " A " + address(random) + "\n");
      }
    });
  }

  private static String address(Random random) {
    return "10." + random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(256);
  }

  /** The same addresses with an NSEC3 chain and signatures, which are octets by chance. */
  static Path signed(String apex, int names) throws IOException {
    return write(apex, out -> {
      Random random = new Random(SEED);
      NavigableMap<String, String> chain = new TreeMap<>(); // types by hash
      chain.put(hash(apex), "NS SOA RRSIG NSEC3PARAM");
      chain.put(hash("ns1." + apex), "A RRSIG");
      chain.put(hash("ns2." + apex), "A RRSIG");
      out.write("@ 0 NSEC3PARAM 1 0 0 -\n");
      for (String covered : List.of("SOA", "NS", "NSEC3PARAM")) {
        signature(out, "@", covered, apex, random);
      }
      for (int i = 0; i < names; i++) {
        out.write(label(i) + " A " + address(random) + "\n");
        signature(out, label(i), "A", apex, random);
        chain.put(hash(label(i) + "." + apex), "A RRSIG");
      }
      for (Map.Entry<String, String> link : chain.entrySet()) {
        String next = chain.higherKey(link.getKey());
        out.write(link.getKey() + " NSEC3 1 0 0 - " + (next == null ? chain.firstKey() : next) + " "
            + link.getValue() + "\n");
        signature(out, link.getKey(), "NSEC3", apex, random);
      }
    });
  }

  private static void signature(Writer out, String owner, String type, String apex, Random random)
      throws IOException {
    byte[] octets = new byte[64];
    random.nextBytes(octets);
    out.write(owner + " RRSIG " + type + " 13 3 3600 20360101000000 20260101000000 1 " + apex + " "
        + Base64.getEncoder().encodeToString(octets) + "\n");
  }

  private static String hash(String name) {
    Octets hash = new Nsec3Hash().of(Name.parse(name), 0, Octets.EMPTY);
    String digits = new BigInteger(1, hash.toArray()).toString(32);
    return "0".repeat(32 - digits.length()) + digits;
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
