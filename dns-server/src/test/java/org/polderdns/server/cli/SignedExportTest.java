package org.polderdns.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Zones written whole and signed, as validators of others and our own find them. */
class SignedExportTest {
  private static final String ZONE = """
      @ 3600 SOA ns1 hostmaster 7 10800 3600 604800 1800
      @ 3600 NS ns1
      @ 3600 MX 10 mail
      ns1 3600 A 192.0.2.53
      www 300 A 192.0.2.80
      www 300 AAAA 2001:db8::80
      mail 3600 A 192.0.2.25
      a.b.ent 3600 A 192.0.2.6
      deleg 3600 NS ns.deleg
      ns.deleg 3600 A 192.0.2.54
      sec 3600 NS ns1
      sec 3600 DS 12345 13 2 abababababababababababababababababababababababababababababababab
      *.wild 3600 TXT "w"
      odd\\.name 3600 TXT "\\200"
      _sip._tcp 3600 SRV 0 0 5060 www
      """;

  @TempDir
  Path directory;

  private CliRunner runner;
  private Path zone;

  @BeforeEach
  void load() throws IOException {
    runner = new CliRunner(directory.resolve("data"));
    zone = Files.writeString(directory.resolve("example.zone"), ZONE);
    done("load-zone", "example", zone.toString());
  }

  private String done(String... words) {
    CliRunner.Result result = runner.polder(words);
    assertThat(result.status()).as("%s: %s", List.of(words), result).isZero();
    return result.out();
  }

  private Path exported() throws IOException {
    return Files.writeString(
        directory.resolve("exported.zone"), done("export-zone", "--signed", "example"));
  }

  /** Runs a program that must be content; nothing if it is not installed. */
  private void accepts(Path file, String... command) {
    Path program = Path.of("/usr/bin", command[0]);
    if (!Files.isExecutable(program)) {
      return;
    }
    List<String> words = new ArrayList<>(List.of(command));
    words.set(0, program.toString());
    words.add(file.toString());
    try {
      Path out = directory.resolve("out");
      Process process = new ProcessBuilder(words)
          .redirectErrorStream(true)
          .redirectOutput(out.toFile())
          .start();
      boolean ended = process.waitFor(60, TimeUnit.SECONDS); // validns has been seen in a loop
      process.destroyForcibly();
      assertThat(ended).as("%s has ended", words).isTrue();
      assertThat(process.exitValue()).as("%s: %s", words, Files.readString(out)).isZero();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void allAccept(Path file) throws IOException {
    accepts(file, "ldns-verify-zone");
    accepts(file, "dnssec-verify", "-q", "-z", "-o", "example.");
    accepts(file, "kzonecheck", "-o", "example.");
    CliRunner other = new CliRunner(directory.resolve("other"));
    assertThat(other.polder("load-zone", "example", file.toString()).status()).isZero();
    CliRunner.Result checked = other.polder("check-zone", "example");
    assertThat(checked.out()).contains(" 0 errors, 0 warnings.");
    assertThat(other.polder("export-zone", "--signed", "example").out().lines())
        .containsExactlyInAnyOrderElementsOf(Files.readString(file).lines().toList());
  }

  @Test
  void isRefusedForAZoneThatIsNotSigned() {
    CliRunner.Result result = runner.polder("export-zone", "--signed", "example");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).isEqualTo("Zone is not actively secured\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1 0 0 -", "1 1 0 -", "1 0 3 abcd", "narrow"})
  void isAcceptedByOthersWithEachDenial(String denial) throws IOException {
    done("secure-zone", "example");
    if (!denial.isEmpty()) {
      done("set-nsec3", "example", denial);
    }
    allAccept(exported());
  }

  /** It knows neither dots in labels nor, with OpenSSL 3, keys other than those of RSA. */
  @ParameterizedTest
  @ValueSource(strings = {"", "1 0 0 -", "1 1 5 abcd"})
  void isAcceptedByValidns(String denial) throws IOException {
    Files.writeString(zone, ZONE.replace("odd\\.name", "odd"));
    done("load-zone", "example", zone.toString());
    done("secure-zone", "example", "--default-ksk-algorithm=rsasha256");
    if (!denial.isEmpty()) {
      done("set-nsec3", "example", denial);
    }
    accepts(exported(), "validns", "-z", "example.");
  }

  @Test
  void hasSignaturesByTheKeysThatAreActive() throws IOException {
    done("add-zone-key", "example", "ksk", "active", "rsasha256", "1024");
    done("add-zone-key", "example", "zsk", "active", "rsasha256", "1024");
    done("add-zone-key", "example", "zsk", "rsasha256", "1024");
    done("add-zone-key", "example", "ksk", "active", "ed25519");
    done("set-publish-cds", "example", "2,4");
    done("set-publish-cdnskey", "example");
    Path file = exported();
    allAccept(file);
    String text = Files.readString(file);
    assertThat(lines(text, "example. 1800 IN DNSKEY ")).hasSize(4);
    assertThat(lines(text, "www.example. 300 IN RRSIG A ")).hasSize(2);
    assertThat(lines(text, "example. 1800 IN CDS ")).hasSize(4);
    assertThat(lines(text, "example. 1800 IN CDNSKEY ")).hasSize(2);
  }

  private static List<String> lines(String text, String start) {
    return text.lines().filter(line -> line.startsWith(start)).toList();
  }

  @Test
  void showsTheSerialThatSoaEditGives() {
    done("secure-zone", "example");
    assertThat(done("export-zone", "example", "--signed", "--default-soa-edit=EPOCH"))
        .doesNotContain(" hostmaster.example. 7 ")
        .containsPattern(" hostmaster.example. [0-9]{10} ");
  }

  @Test
  void hasAZonemdIfTheZoneHasOne() throws IOException {
    Files.writeString(zone, ZONE + "@ 3600 ZONEMD 0 1 2 " + "00".repeat(64) + "\n");
    done("load-zone", "example", zone.toString());
    done("secure-zone", "example");
    Path file = exported();
    allAccept(file);
    accepts(file, "ldns-verify-zone", "-Z");
    assertThat(done("zonemd-verify-file", "example", file.toString()))
        .isEqualTo("zonemd-verify-file: Verification of ZONEMD record succeeded\n");
    assertThat(Files.readString(file)).contains("IN ZONEMD 7 1 2 ");
    assertThat(done("check-zone", "example"))
        .contains("[Warning] ZONEMD of zone 'example', which is signed here");
  }

  @Test
  void changedDataAreFound() throws IOException {
    done("secure-zone", "example");
    String text = Files.readString(exported());
    Path changed = Files.writeString(
        directory.resolve("changed.zone"), text.replace("192.0.2.80", "192.0.2.81"));
    CliRunner other = new CliRunner(directory.resolve("other"));
    assertThat(other.polder("load-zone", "example", changed.toString()).status())
        .isZero();
    CliRunner.Result checked = other.polder("check-zone", "example");
    assertThat(checked.status()).isEqualTo(1);
    assertThat(checked.out()).contains("[Error] ").contains(" is wrong\n");
  }

  @Test
  void aWrongZonemdIsNotLoadedUnlessForced() throws IOException {
    Files.writeString(zone, ZONE + "@ 3600 ZONEMD 7 1 1 " + "00".repeat(48) + "\n");
    CliRunner.Result result = runner.polder("load-zone", "new", zone.toString());
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("ZONEMD is not the digest of the zone");
    assertThat(runner.polder("list-zone", "new").status()).isEqualTo(1);
    done("load-zone", "new", zone.toString(), "--force");
    CliRunner.Result checked = runner.polder("check-zone", "new");
    assertThat(checked.status()).isEqualTo(1);
    assertThat(checked.out()).contains("[Error] ZONEMD of zone 'new' is not the digest");
  }

  @Test
  void ofOtherProgramsTheStoredSignaturesAreCheckedWithoutTheirChain() throws IOException {
    done("secure-zone", "example");
    String kept = Files.readString(exported())
        .lines()
        .filter(line -> !line.matches("\\S+\\s+\\S+\\s+IN\\s+NSEC\\s.*"))
        .reduce("", (all, line) -> all + line + "\n");
    Path file = Files.writeString(directory.resolve("kept.zone"), kept);
    CliRunner other = new CliRunner(directory.resolve("other"));
    assertThat(other.polder("load-zone", "example", file.toString()).status()).isZero();
    assertThat(other.polder("set-presigned", "example").status()).isZero();
    assertThat(other.polder("check-zone", "example").out()).contains(" 0 errors, 0 warnings.");
  }

  @Test
  void signaturesThatEndSoonOrHaveEndedAreTold() throws IOException {
    assumeThat(Path.of("/usr/bin/dnssec-signzone")).isExecutable();
    assumeThat(Path.of("/usr/bin/dnssec-keygen")).isExecutable();
    Path keys = Files.createDirectories(directory.resolve("keys"));
    accepts(Path.of("example"), "dnssec-keygen", "-q", "-K", keys.toString(), "-a", "13");
    assertThat(checkSigned(keys, "now-3600", "now+172800").out())
        .contains("[Warning] mail.example. A: the signature by key 13/")
        .contains(" expires in ")
        .contains(" 0 errors, ");
    CliRunner.Result late = checkSigned(keys, "20200101000000", "20200201000000");
    assertThat(late.status()).isEqualTo(1);
    assertThat(late.out()).contains("[Error] example. DNSKEY has no valid signature\n");
    assertThat(late.out()).containsPattern("\\[Error\\] and [0-9]+ more about signatures");
  }

  private CliRunner.Result checkSigned(Path keys, String start, String end) {
    Path signed = directory.resolve("signed.zone");
    accepts(
        zone,
        "dnssec-signzone",
        "-q",
        "-P",
        "-z",
        "-S",
        "-K",
        keys.toString(),
        "-d",
        keys.toString(),
        "-s",
        start,
        "-e",
        end,
        "-O",
        "full",
        "-o",
        "example.",
        "-f",
        signed.toString());
    CliRunner other = new CliRunner(directory.resolve("other"));
    assertThat(other.polder("load-zone", "example", signed.toString()).status()).isZero();
    return other.polder("check-zone", "example");
  }
}
