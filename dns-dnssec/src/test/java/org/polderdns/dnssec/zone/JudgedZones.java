package org.polderdns.dnssec.zone;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.polderdns.dnssec.OddZone;
import org.polderdns.dnssec.key.KeyLife;
import org.polderdns.dnssec.key.KeyState;
import org.polderdns.dnssec.key.SigningAlgorithm;
import org.polderdns.dnssec.key.SigningKey;
import org.polderdns.dnssec.key.ZoneKey;
import org.polderdns.dnssec.key.ZoneKeys;
import org.polderdns.dnssec.sign.SignatureWindow;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneTree;
import org.polderdns.zone.file.ZoneFileWriter;
import org.polderdns.zone.scenario.Scenario;

/**
 * Writes zones for verifiers of others: those of all scenarios and random ones with odd names, as
 * {@code N.plain} and {@code N.MODE} signed, and prints a line {@code N APEX} for each.
 */
final class JudgedZones {
  private static final Map<String, DenialParameters> DENIALS = new LinkedHashMap<>();

  static {
    DENIALS.put("nsec", DenialParameters.NSEC);
    DENIALS.put("nsec3", new DenialParameters(true, 1, Octets.of(0xab, 0xcd), false));
    DENIALS.put("optout", DenialParameters.NSEC3.withOptOut());
  }

  private final Path directory;
  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private int written;

  private JudgedZones(Path directory) {
    this.directory = directory;
  }

  /** Arguments: the directory, and how many random zones. */
  public static void main(String[] args) throws IOException {
    JudgedZones tool = new JudgedZones(Path.of(args[0]));
    for (Scenario scenario : Scenario.all(Scenario.class, "scenarios")) {
      for (Map.Entry<Name, List<RRset>> zone : scenario.zones().entrySet()) {
        tool.write(zone.getKey(), zone.getValue());
      }
    }
    for (int seed = 0; seed < Integer.parseInt(args[1]); seed++) {
      tool.write(OddZone.APEX, OddZone.rrsets(new Random(seed)));
    }
  }

  private void write(Name apex, List<RRset> rrsets) throws IOException {
    if (rrsets.stream().anyMatch(set -> set.type() == RecordType.RRSIG)) {
      return; // signed already
    }
    int number = ++written;
    out.println(number + " " + apex);
    write(directory.resolve(number + ".plain"), rrsets);
    ZoneKeys keys = ZoneKeys.at(
        Clock.systemUTC().instant(),
        List.of(new ZoneKey(1, key(number), 257, KeyLife.always(KeyState.IN_USE))));
    SignatureWindow window = SignatureWindow.weekly(Clock.systemUTC(), Duration.ZERO);
    for (Map.Entry<String, DenialParameters> denial : DENIALS.entrySet()) {
      ZoneSigner signer = ZoneSigner.of(apex, keys, SigningOptions.of(denial.getValue(), window));
      write(
          directory.resolve(number + "." + denial.getKey()),
          signer.sign(List.copyOf(ZoneTree.of(apex, rrsets).nodes())));
    }
  }

  /** Every other one is an RSA key, as validns knows no others. */
  private static SigningKey key(int number) {
    SecureRandom random = new SecureRandom();
    return switch (number % 4) {
      case 0 -> SigningKey.generate(SigningAlgorithm.ED25519, 256, random);
      case 2 -> SigningKey.generate(SigningAlgorithm.ECDSAP256SHA256, 256, random);
      default -> SigningKey.generate(SigningAlgorithm.RSASHA256, 1024, random);
    };
  }

  private static void write(Path file, List<RRset> rrsets) throws IOException {
    List<RRset> sorted = new ArrayList<>(rrsets);
    // Some verifiers want the SOA first.
    sorted.sort((a, b) -> Boolean.compare(b.type() == RecordType.SOA, a.type() == RecordType.SOA));
    try (OutputStream stream = Files.newOutputStream(file);
        ZoneFileWriter writer = ZoneFileWriter.absolute(stream)) {
      sorted.forEach(writer::write);
    }
  }
}
