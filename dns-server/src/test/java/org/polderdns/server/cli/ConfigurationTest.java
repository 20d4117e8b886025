package org.polderdns.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.polderdns.server.Client;
import org.polderdns.server.DnsServer;
import org.polderdns.server.config.Settings;
import org.polderdns.server.store.Stores;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.scenario.Question;
import org.polderdns.zone.scenario.Reply;

/** What {@code polder} adds to the settings of an operator, and what it leaves as it is. */
@Timeout(60)
class ConfigurationTest {
  private static final String ZONE = """
      @ 60 SOA ns1 h 1 2 3 4 5
      @ 60 NS ns1
      ns1 60 A 192.0.2.1
      d 60 DNAME target
      www.target 60 A 192.0.2.2
      """;

  /** What would depend on who runs the tests, and on the host. */
  private static final List<String> ADDRESS =
      List.of("--local-address=127.0.0.1", "--local-port=0");

  @TempDir
  Path directory;

  private CliRunner polder() {
    return new CliRunner(directory.resolve("data"));
  }

  private List<String> settings(String mode, String... more) {
    CliRunner.Result result = polder()
        .polder(Stream.of(List.of("serve", "--no-config", mode), ADDRESS, List.of(more))
            .flatMap(List::stream)
            .toArray(String[]::new));
    assertThat(result.err()).isEmpty();
    return result.out().lines().filter(l -> !l.startsWith("#") && !l.isBlank()).toList();
  }

  @Test
  void whoLaunchesNothingHasAStoreInTheDataDirectory() {
    String[] own = {
      "launch=gsqlite3",
      "gsqlite3-database=" + directory.resolve("data").resolve("zones.sqlite"),
      "gsqlite3-dnssec=yes",
      "dname-processing=yes"
    };
    assertThat(settings("--config")).contains(own);
    assertThat(settings("--config=diff")).contains(own);
    assertThat(settings("--config", "--gsqlite3-dnssec=no"))
        .contains("gsqlite3-dnssec=no", "dname-processing=yes");
  }

  @Test
  void whoLaunchesAStoreHasThePlainSettings() {
    for (String store : List.of("gsqlite3", "gmysql")) {
      String[] plain = {
        "launch=" + store, "local-address=127.0.0.1", "local-port=0", "no-config=yes"
      };
      assertThat(settings("--config", "--launch=" + store)).containsExactlyInAnyOrder(plain);
      assertThat(settings("--config=diff", "--launch=" + store)).containsExactlyInAnyOrder(plain);
    }
    assertThat(settings("--config=diff", "--launch=")) // an empty one is one, too
        .containsExactly("local-address=127.0.0.1", "local-port=0", "no-config=yes");
  }

  @Test
  void theOperatorsOwnFileIsAnsweredAsItsSettingsSay() throws Exception {
    Path file = directory.resolve("operator.sqlite");
    Path conf = Files.createDirectories(directory.resolve("conf"));
    Path zone = Files.writeString(directory.resolve("zone"), ZONE);
    String database = "--gsqlite3-database=" + file;
    assertThat(polder()
            .polder("load-zone", "example.org", zone.toString(), database)
            .status())
        .isZero();
    assertThat(polder().polder("secure-zone", "example.org", database).status()).isZero();

    assertThat(answers(database)).contains("RRSIG", "DNAME", "CNAME", "192.0.2.2");
    Files.writeString(
        conf.resolve("pdns.conf"), "launch=gsqlite3\ngsqlite3-database=" + file + "\n");
    assertThat(answers("--config-dir=" + conf))
        .contains("NXDOMAIN")
        .doesNotContain("RRSIG", "DNAME", "CNAME", "192.0.2.2");
    assertThat(answers("--config-dir=" + conf, "--gsqlite3-dnssec=yes"))
        .contains("RRSIG")
        .doesNotContain("CNAME");
  }

  /** What {@code polder serve} with these arguments answers below a DNAME. */
  private String answers(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(ADDRESS);
    all.addAll(List.of(arguments));
    Console console = new Console(
        InputStream.nullInputStream(),
        System.out,
        System.err,
        Map.of("POLDER_DATA", directory.resolve("data").toString()),
        false);
    Settings settings = Configuration.load(
            Program.POLDER, console, Arguments.parse(all, Set.of()), false, false)
        .settings();
    Question question = new Question(
        Name.parse("www.d.example.org"), RecordType.A, RecordClass.IN, true, true, 1232);
    try (Stores stores = Stores.open(settings);
        DnsServer server = DnsServer.builder().settings(settings).stores(stores).start()) {
      byte[] reply = Client.udp(server.address(), question.toMessage()).octets();
      return Reply.read(reply, reply.length, question).toString();
    }
  }
}
