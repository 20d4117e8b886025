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
import org.polderdns.dnssec.key.IscKeyText;
import org.polderdns.dnssec.key.KeyFiles;
import org.polderdns.dnssec.key.KeyLife;
import org.polderdns.dnssec.key.KeyState;
import org.polderdns.dnssec.key.SigningAlgorithm;
import org.polderdns.dnssec.key.SigningKey;
import org.polderdns.dnssec.key.ZoneKey;
import org.polderdns.dnssec.key.ZoneKeys;
import org.polderdns.dnssec.sign.SignatureWindow;
import org.polderdns.records.RRset;
import org.polderdns.records.rr.Dnskey;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.ZoneTree;
import org.polderdns.zone.file.ZoneFileReader;
import org.polderdns.zone.file.ZoneFileWriter;
import org.polderdns.zone.scenario.RandomZone;

/** Makes and checks files for the scripts that have other software look at them. */
final class PeerZones {
  private static final Map<String, DenialParameters> DENIALS = new LinkedHashMap<>();

  static {
    DENIALS.put("nsec", DenialParameters.NSEC);
    DENIALS.put("nsec3", DenialParameters.NSEC3);
    DENIALS.put("salted", new DenialParameters(true, 3, Octets.of(0xab, 0xcd), false));
    DENIALS.put("optout", DenialParameters.NSEC3.withOptOut());
  }

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private PeerZones() {}

  public static void main(String[] args) throws IOException {
    PeerZones tool = new PeerZones();
    switch (args[0]) {
      case "zones" -> tool.zones(Path.of(args[1]), Integer.parseInt(args[2]));
      case "keys" -> tool.keys(Path.of(args[1]));
      case "read-key" -> tool.readKey(Path.of(args[1]));
      case "read-isc" -> tool.readIsc(Path.of(args[1]), Integer.parseInt(args[2]));
      case "validate" -> {
        boolean valid = true;
        for (int i = 1; i < args.length; i++) {
          valid &= tool.validate(Path.of(args[i]));
        }
        System.exit(valid ? 0 : 1);
      }
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  /** Random zones: {@code 7.plain}, and {@code 7.nsec3} and so on signed, with a key each. */
  private void zones(Path directory, int count) throws IOException {
    SigningAlgorithm[] algorithms = SigningAlgorithm.values();
    for (int seed = 0; seed < count; seed++) {
      List<RRset> data = RandomZone.rrsets(new Random(seed));
      write(directory.resolve(seed + ".plain"), data);
      // 5 does not go with NSEC3.
      SigningAlgorithm algorithm = algorithms[1 + seed % (algorithms.length - 1)];
      ZoneKeys keys = keys(algorithm);
      SignatureWindow window = SignatureWindow.weekly(Clock.systemUTC(), Duration.ZERO);
      for (Map.Entry<String, DenialParameters> denial : DENIALS.entrySet()) {
        ZoneSigner signer = ZoneSigner.of(
            RandomZone.APEX, keys, SigningOptions.of(denial.getValue(), window).withZonemd());
        List<RRset> signed = new ArrayList<>(signer.sign(nodes(data)));
        RRset zonemd = ZoneDigest.zonemd(RandomZone.APEX, nodes(signed), ZoneDigest.SHA384);
        signed.add(zonemd);
        signed.add(signer.signatures(zonemd));
        write(directory.resolve(seed + "." + denial.getKey()), signed);
      }
    }
  }

  private static List<ZoneNode> nodes(List<RRset> rrsets) {
    return List.copyOf(ZoneTree.of(RandomZone.APEX, rrsets).nodes());
  }

  private static ZoneKeys keys(SigningAlgorithm algorithm) {
    return ZoneKeys.at(
        Clock.systemUTC().instant(),
        List.of(
            new ZoneKey(1, generate(algorithm), 257, KeyLife.always(KeyState.IN_USE)),
            new ZoneKey(2, generate(algorithm), 256, KeyLife.always(KeyState.IN_USE))));
  }

  private static SigningKey generate(SigningAlgorithm algorithm) {
    int bits = algorithm.isRsa() ? 1024 : algorithm.minBits();
    return SigningKey.generate(algorithm, bits, new SecureRandom());
  }

  private static void write(Path file, List<RRset> rrsets) throws IOException {
    try (OutputStream stream = Files.newOutputStream(file);
        ZoneFileWriter writer = ZoneFileWriter.absolute(stream)) {
      rrsets.forEach(writer::write);
    }
  }

  /** A pair of files for each algorithm, of the zone {@code z.} */
  private void keys(Path directory) {
    for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
      Path file = KeyFiles.write(
          directory,
          RandomZone.APEX,
          generate(algorithm),
          257,
          KeyLife.of(Clock.systemUTC().instant().minusSeconds(60), KeyState.IN_USE, "made"));
      out.println(file.toString().replace(".private", ""));
    }
  }

  private void readKey(Path file) {
    KeyFiles.Pair pair = KeyFiles.read(file);
    out.println(Dnskey.FORMAT.print(Dnskey.FORMAT.write(pair.dnskey())));
    out.print(IscKeyText.write(pair.key()));
  }

  private void readIsc(Path file, int flags) throws IOException {
    SigningKey key = IscKeyText.parse(Files.readString(file));
    out.println(Dnskey.FORMAT.print(Dnskey.FORMAT.write(key.dnskey(flags))));
  }

  private boolean validate(Path file) {
    List<RRset> rrsets = new ArrayList<>();
    Name apex = RandomZone.APEX;
    try (ZoneFileReader reader = ZoneFileReader.open(file, apex)) {
      while (reader.next()) {
        rrsets.add(RRset.of(reader.owner(), reader.type(), reader.ttl(), List.of(reader.rdata())));
      }
    }
    var findings = ZoneValidator.at(Clock.systemUTC().instant()).validate(apex, nodes(rrsets));
    findings.forEach(finding -> out.println(file.getFileName() + ": " + finding));
    return findings.isEmpty();
  }
}
