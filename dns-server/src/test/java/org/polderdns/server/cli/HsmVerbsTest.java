package org.polderdns.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polderdns.dnssec.key.SigningAlgorithm;
import org.polderdns.dnssec.key.TokenKey;
import org.polderdns.dnssec.key.Tokens;
import org.polderdns.server.Pdnsutil;

/** Keys in a token of SoftHSM, from the command line. */
class HsmVerbsTest {
  private static final String TOKEN = "verbs-" + UUID.randomUUID().toString().substring(0, 8);
  private static final String PIN = "foxtrot-4321";

  @TempDir
  Path directory;

  private CliRunner cli;

  @BeforeAll
  static void makeToken() throws Exception {
    assumeThat(Path.of("/usr/share/p11-kit/modules/softhsm2.module")).exists();
    Path configuration = Path.of(System.getenv("SOFTHSM2_CONF"));
    Path tokens = Files.createDirectories(configuration.resolveSibling("tokens"));
    Files.writeString(configuration, "directories.tokendir = " + tokens + "\n");
    Pdnsutil.output(List.of(
        "softhsm2-util",
        "--init-token",
        "--free",
        "--label",
        TOKEN,
        "--pin",
        PIN,
        "--so-pin",
        "security-officer"));
  }

  @BeforeEach
  void makeZone() {
    cli = new CliRunner(directory);
    assertThat(run(0, "create-zone", "one.test", "ns1.one.test")).isNotNull();
  }

  private String run(int status, String... words) {
    CliRunner.Result result = cli.polder(words);
    assertThat(result.status()).as(result.toString()).isEqualTo(status);
    assertThat(result.err()).doesNotContain(PIN);
    return result.out() + result.err();
  }

  @Test
  void assignedAndMadeItSigns() {
    String assigned =
        run(0, "hsm", "assign", "one.test", "ecdsa256", "ksk", "softhsm2", TOKEN, PIN, "one-ksk");
    assertThat(assigned)
        .isEqualTo("Module softhsm2 token " + TOKEN + " assigned to one.test with key id 1\n");
    assertThat(run(0, "list-keys", "one.test")).contains("softhsm2," + TOKEN + ",one-ksk");
    assertThat(run(1, "export-zone-ds", "one.test")).contains("not actively secured");

    assertThat(run(0, "hsm", "create-key", "one.test", "1")).isEqualTo("Key of size 256 created\n");
    String listed = run(0, "list-keys", "one.test");
    assertThat(listed)
        .contains("CSK  Act Pub 256     ECDSAP256SHA256 1    softhsm2," + TOKEN + ",one-ksk");
    assertThat(run(0, "export-zone-ds", "one.test")).contains(" 13 2 ");
    assertThat(run(0, "export-zone", "one.test", "--signed")).contains("RRSIG SOA 13 2");
    assertThat(run(1, "hsm", "create-key", "one.test", "1"))
        .contains("there is a key of that label");
    assertThat(run(1, "export-zone-key-pem", "one.test", "1")).contains("is in a token");
  }

  /** A key that the token has, as after a migration of the database. */
  @Test
  void assignedItSignsAtOnceIfItIsThere() {
    Tokens.generate(
        SigningAlgorithm.ED25519, 256, new TokenKey("softhsm2", TOKEN, PIN, "there", "there"));
    run(0, "hsm", "assign", "one.test", "ed25519", "zsk", "softhsm2", TOKEN, PIN, "there");
    assertThat(run(0, "list-keys", "one.test")).contains("CSK  Act Pub 256     ED25519");
    assertThat(run(1, "hsm", "assign", "one.test", "13", "ksk", "softhsm2", TOKEN, PIN, "there"))
        .contains("public key of 32 octets, expected 64");
  }

  @Test
  void whatCannotBeIsRefusedByName() {
    String[] words = {"hsm", "assign", "one.test", "13", "ksk", "softhsm2", "no-token", PIN, "k"};
    assertThat(run(1, words)).contains("no-token", "there is no such token");
    words[5] = "no-module";
    assertThat(run(1, words)).contains("there is no such module");
    words[4] = "csk";
    assertThat(run(2, words)).contains("neither ksk nor zsk");
    run(0, "add-zone-key", "one.test", "ksk");
    assertThat(run(1, "hsm", "create-key", "one.test", "1")).contains("is not one of a token");
    assertThat(run(1, "hsm", "create-key", "one.test", "9")).contains("Can't find a key with id 9");
  }
}
