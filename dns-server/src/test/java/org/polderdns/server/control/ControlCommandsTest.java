package org.polderdns.server.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polderdns.backend.Backend;
import org.polderdns.backend.BackendFactories;
import org.polderdns.backend.BackendFactory;
import org.polderdns.backend.BackendSettings;
import org.polderdns.backend.Launch;
import org.polderdns.backend.ZoneDiscovery;
import org.polderdns.backend.memory.MemoryBackend;
import org.polderdns.server.cache.CachePurge;
import org.polderdns.wire.Name;

/** The replies that operators' scripts know. */
class ControlCommandsTest {
  private static final String SOA = "@ 60 SOA ns1 h 1 2 3 4 5\n";

  @TempDir
  Path directory;

  private Backend bind;
  private ControlCommands commands;
  private final AtomicInteger quits = new AtomicInteger();

  /** Knows how it was asked. */
  private static final CachePurge CACHE = new CachePurge() {
    @Override
    public long purge() {
      return 7;
    }

    @Override
    public long purge(Name name) {
      return name.labelCount();
    }

    @Override
    public long purgeBelow(Name name) {
      return 100L * name.labelCount();
    }
  };

  @BeforeEach
  void open() throws Exception {
    Files.writeString(directory.resolve("one"), SOA);
    Files.writeString(directory.resolve("bad"), "@ 60 NS a\n");
    configure("zone \"one.test\" { type master; file \"one\"; also-notify { 192.0.2.9; }; };"
        + "zone \"bad.test\" { type slave; file \"bad\";"
        + " masters { 192.0.2.1; 2001:db8::1; 2001:db8::2 port 54; }; };"
        + "zone \"late.test\" { type slave; file \"late\"; };");
    BackendFactory factory = BackendFactories.find("bind").orElseThrow();
    bind = factory.open(BackendSettings.of(
        new Launch("bind", ""),
        factory,
        Map.of("config", directory.resolve("named.conf").toString())));
    commands = new ControlCommands(
        List.of(new MemoryBackend("memory"), bind),
        () -> Map.of("uptime", 671L, "udp-queries", 3L, "udp-answers", 2L),
        CACHE,
        ZoneDiscovery.NONE,
        "1.2.3",
        quits::incrementAndGet);
    run("rediscover"); // reads everything
  }

  @AfterEach
  void close() {
    bind.close();
  }

  private void configure(String zones) throws Exception {
    Files.writeString(
        directory.resolve("named.conf"), "options { directory \"" + directory + "\"; };" + zones);
  }

  /** The reply, times in it replaced. */
  private String run(String line) {
    return commands
        .apply(line)
        .replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d [+-]\\d{4}", "TIME")
        .replaceAll("\\(\\d{10}\\)", "(EPOCH)")
        .replace(directory.toString(), "DIR");
  }

  @Test
  void generalCommands() {
    assertThat(run("rping")).isEqualTo("PONG");
    assertThat(run("RPing")).isEqualTo("PONG");
    assertThat(run("version")).isEqualTo("1.2.3");
    assertThat(run("uptime")).isEqualTo("11 minutes");
    assertThat(run("token-login no-module t 1234"))
        .startsWith("Error: token no-module,t: there is no such module");
    assertThat(run("token-login no-module t")).isEqualTo("Wrong number of parameters");
    assertThat(run("nosuch x")).isEqualTo("Unknown command: 'NOSUCH'");
    assertThat(run("  ")).isEqualTo("Empty line");
    assertThat(run("help")).contains("bind-add-zone <domain> <filename> bindbackend: add zone\n");
  }

  @Test
  void statistics() {
    assertThat(run("show uptime")).isEqualTo("671");
    assertThat(run("SHOW uptime")).isEqualTo("671");
    assertThat(run("show nosuch")).isEqualTo("Unknown");
    assertThat(run("show")).isEqualTo("Wrong number of parameters");
    assertThat(run("show a b")).isEqualTo("Wrong number of parameters");
    assertThat(run("show udp*")).isEqualTo("udp-answers=2,udp-queries=3,");
    assertThat(run("list")).isEqualTo("udp-answers=2,udp-queries=3,uptime=671,");
    assertThat(run("show *")).isEqualTo(run("list"));
  }

  @Test
  void purges() {
    assertThat(run("purge")).isEqualTo("7");
    assertThat(run("purge www.example.org")).isEqualTo("3");
    assertThat(run("purge example.org$ www.example.org.")).isEqualTo("203");
    assertThat(run("purge $")).startsWith("Error: $: ");
    assertThat(run("purge bad..name")).startsWith("Error: bad..name: ");
  }

  @Test
  void quitRepliesAndEnds() {
    assertThat(run("quit")).isEqualTo("Exiting");
    assertThat(quits).hasValue(1);
  }

  @Test
  void rediscoveryTellsWhatWasFound() throws Exception {
    assertThat(run("rediscover"))
        .isEqualTo("Ok Done parsing domains, 2 rejected, 0 new, 0 removed");
    assertThat(run("reload")).isEqualTo("Ok");
    configure("zone {");
    assertThat(run("rediscover"))
        .startsWith("bind: Error parsing bind configuration: DIR/named.conf:1:")
        .endsWith("expected the name of a zone, found '{'");
  }

  @Test
  void statusOfZones() {
    String bad = "bad.test: [rejected]\t error at TIME parsing 'bad.test' from file 'DIR/bad':"
        + " DIR/bad: the zone has no SOA\n";
    assertThat(run("bind-domain-status"))
        .isEqualTo("one.test: \tparsed into memory at TIME\n" + bad
            + "late.test: [rejected]\t error at TIME no file found for new slave domain"
            + " 'late.test'. Has not been AXFR'd yet\n");
    assertThat(run("bind-domain-status bad.test. nosuch.test x..y"))
        .isEqualTo(bad + "nosuch.test no such domain\nx..y no such domain\n");
    assertThat(run("bind-list-rejects"))
        .startsWith("bad.test\t error at TIME parsing 'bad.test' from file 'DIR/bad': ")
        .hasLineCount(2);
  }

  @Test
  void extendedStatus() {
    assertThat(run("bind-domain-extended-status one.test")).isEqualTo("""
        one.test:\s
        \t Status: parsed into memory at TIME
        \t Internal ID: 1
        \t On-disk file: DIR/one (EPOCH)
        \t Kind: Master
        \t Masters:\s
        \t Also Notify:\s
        \t\t - 192.0.2.9:53
        \t Number of records: 1
        \t Loaded: 1
        \t Check now: 0
        \t Check interval: 0
        \t Last check: 0
        \t Last notified: 0
        """);
    assertThat(run("bind-domain-extended-status bad.test"))
        .contains(
            "\t Kind: Slave\n",
            "\t\t - 192.0.2.1:53\n",
            "\t\t - [2001:db8::1]:53\n",
            "\t\t - [2001:db8::2]:54\n",
            "\t Loaded: 0\n");
  }

  @Test
  void zonesAreReadWhenTold() throws Exception {
    assertThat(run("bind-reload-now")).isEqualTo("no domains reloaded");
    Files.writeString(directory.resolve("bad"), SOA);
    assertThat(run("bind-reload-now bad.test nosuch.test"))
        .isEqualTo("bad.test: \tparsed into memory at TIME\nnosuch.test no such domain\n");
    Files.writeString(directory.resolve("bad"), "@ 60 NS a\n");
    assertThat(run("bind-reload-now bad.test"))
        .isEqualTo("bad.test: [rejected]\t error at TIME parsing 'bad.test' from file 'DIR/bad':"
            + " DIR/bad: the zone has no SOA (the version before stays in service)\n");
  }

  @Test
  void zonesAreAddedUntilTheNextRediscovery() {
    String file = directory.resolve("one").toString();
    assertThat(run("bind-add-zone new.test " + file))
        .isEqualTo("Loaded zone new.test from DIR/one");
    assertThat(run("bind-add-zone New.test. " + file)).isEqualTo("Already loaded");
    assertThat(run("bind-domain-status new.test")).startsWith("new.test: \tparsed into memory at");
    assertThat(run("rediscover")).endsWith("0 new, 1 removed");
    assertThat(run("bind-domain-status new.test")).isEqualTo("new.test no such domain\n");
    assertThat(run("bind-add-zone new.test one"))
        .isEqualTo("Unable to load zone new.test from one as the filename is not absolute.");
    assertThat(run("bind-add-zone new.test /nonexistent"))
        .isEqualTo("Unable to load zone new.test from /nonexistent: No such file or directory");
    assertThat(run("bind-add-zone x..y " + file)).startsWith("Unable to load zone x..y from DIR");
    assertThat(run("bind-add-zone new.test"))
        .isEqualTo("ERROR: Domain name and zone filename are required");
  }
}
