package org.polderdns.server.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.polderdns.backend.Backend;
import org.polderdns.backend.BackendSet;
import org.polderdns.backend.ChangeNotices;
import org.polderdns.backend.sql.CertificationFailures;
import org.polderdns.backend.sql.MariadbServer;
import org.polderdns.backend.sql.PostgresqlServer;

/** Verbs on the databases that sessions, which have files only, do not reach. */
@Timeout(180)
class DatabaseVerbsTest {
  private static final String ZONE = """
      @ 60 SOA ns1 h 1 2 3 4 5
      @ 60 NS ns1
      www 60 A 192.0.2.1
      """;

  @TempDir
  Path directory;

  private void configure(String kind, Map<String, String> settings) throws IOException {
    List<String> lines = new ArrayList<>(List.of("launch=" + kind));
    settings.forEach((name, value) -> lines.add(kind + "-" + name + "=" + value));
    Files.write(directory.resolve("pdns.conf"), lines);
  }

  private CliRunner.Result run(String... words) {
    List<String> all = new ArrayList<>(List.of("--config-dir=" + directory));
    all.addAll(List.of(words));
    return new CliRunner(directory.resolve("data")).run(Program.UTIL, all);
  }

  private CliRunner.Result load() throws IOException {
    Path file = Files.writeString(directory.resolve("zone"), ZONE);
    return run("load-zone", "load.test", file.toString());
  }

  private static String again(String said, int times) {
    return (said + "Zone 'load.test' met changes of others in its store, beginning again\n")
        .repeat(times);
  }

  @Test
  void aLoadThatAClusterGivesUpIsBegunAgain() throws Exception {
    MariadbServer server = MariadbServer.shared();
    server.cleared();
    try (CertificationFailures way = new CertificationFailures(server)) {
      configure("gmysql", way.settings());
      String creating = "Creating 'load.test'\n";
      way.failNext(2);
      assertThat(load()).isEqualTo(new CliRunner.Result(0, "", again(creating, 2) + creating));
      assertThat(way.commits()).isEqualTo(3);
      List<String> rows = List.of("SOA|1", "NS|1", "A|1");
      String select =
          "select type, count(*) from records group by type order by type = 'A', type desc";
      assertThat(server.rows(select)).isEqualTo(rows);

      String replacing = "Zone 'load.test' exists already, replacing contents\n";
      way.failNext(100);
      assertThat(load())
          .isEqualTo(new CliRunner.Result(
              1,
              "",
              again(replacing, 3) + replacing
                  + "Error: gmysql: the load of the zone load.test. met changes of others\n"));
      assertThat(way.commits()).isEqualTo(4);
      assertThat(server.rows(select)).isEqualTo(rows);
    }
  }

  @Test
  void aLoadThatIsGivenUpOnTheWayIsBegunAgain() throws Exception {
    PostgresqlServer server = PostgresqlServer.shared();
    server.cleared();
    configure("gpgsql", server.settings());
    server.execute(
        "create sequence attempts", // nothing takes back what it counts
        "create function give_up() returns trigger language plpgsql as $$ begin"
            + " if nextval('attempts') <= 1 then"
            + " raise exception 'restart transaction' using errcode = '40001'; end if;"
            + " return null; end $$",
        "create trigger give_up before insert on records execute function give_up()",
        "grant usage on sequence attempts to powerdns");
    try {
      assertThat(load().err()).contains("beginning again");
      assertThat(server.rows("select last_value from attempts")).isNotEqualTo(List.of("1"));
      assertThat(server.rows("select count(*) from records")).containsExactly("3");
    } finally {
      server.execute(
          "drop trigger give_up on records", "drop function give_up()", "drop sequence attempts");
    }
  }

  @Test
  void triggersAreInstalledAndRemoved() throws Exception {
    PostgresqlServer server = PostgresqlServer.shared();
    server.cleared();
    configure("gpgsql", server.settings());
    String select = "select tgname from pg_trigger where tgname like 'polder%' and tgenabled = 'A'";
    assertThat(isToldOfChanges(server)).isFalse();
    for (int i = 0; i < 2; i++) { // the second time in place of the first
      assertThat(run("install-triggers"))
          .isEqualTo(new CliRunner.Result(0, "", "gpgsql: 64 statements executed\n"));
      assertThat(server.rows(select)).hasSize(20).contains("polder_records_insert");
    }
    assertThat(isToldOfChanges(server)).isTrue();

    CliRunner.Result removed = run("-v", "remove-triggers");
    assertThat(removed.status()).isZero();
    assertThat(removed.err()).isEqualTo("gpgsql: 24 statements executed\n");
    assertThat(removed.out().lines())
        .hasSize(24)
        .contains("DROP TRIGGER IF EXISTS polder_records_insert ON records;");
    assertThat(server.rows(select)).isEmpty();
    assertThat(server.rows("select 1 from pg_proc where proname like 'polder%'"))
        .isEmpty();
    assertThat(isToldOfChanges(server)).isFalse();
    assertThat(run("remove-triggers").status()).isZero();
  }

  /** Whether a server that starts on it need not look for changes. */
  private static boolean isToldOfChanges(PostgresqlServer server) {
    try (Backend store = server.open();
        BackendSet zones = new BackendSet(List.of(store), BackendSet.Options.DEFAULT)) {
      assertThat(zones.backends()).containsExactly(store);
      return store.capability(ChangeNotices.class).orElseThrow().tellsAll();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"install-triggers", "remove-triggers"})
  void triggersAreRefusedWhereNoStoreHasAny(String verb) throws Exception {
    configure("gsqlite3", Map.of("database", directory.resolve("zones.sqlite").toString()));
    assertThat(run(verb))
        .isEqualTo(new CliRunner.Result(
            1, "", "Fatal error: no store in launch can have triggers: gpgsql can\n"));
  }

  /** The settings of an empty database. */
  private Map<String, String> empty(String kind) throws Exception {
    return switch (kind) {
      case "gmysql" -> MariadbServer.shared().cleared().settings();
      case "gpgsql" -> PostgresqlServer.shared().cleared().settings();
      default -> Map.of("database", directory.resolve("zones").toString());
    };
  }

  @ParameterizedTest
  @CsvSource({"gmysql,1", "gpgsql,t", "gh2,TRUE", "gsqlite3,1"})
  void statementsAreExecutedInTurn(String kind, String yes) throws Exception {
    configure(kind, empty(kind));
    String insert = "insert into domains (name, type) values ('direct.test', 'NATIVE')";
    String add = "insert into records (domain_id, name, type, content, ttl, auth)"
        + " select id, name, 'TXT', '\"it''s\"', 60, true from domains";
    String show = "select name, type, content, ttl, prio, auth from records";
    assertThat(run("backend-cmd", kind, show, insert, add, show, "select 1, 'x'"))
        .isEqualTo(new CliRunner.Result(
            0,
            "'direct.test'\t'TXT'\t'\"it's\"'\t'60'\t''\t'" + yes + "'\t\n'1'\t'x'\t\n",
            said(show, insert, add, show, "select 1, 'x'")));

    CliRunner.Result wrong =
        run("backend-cmd", kind, "delete from records", "bad words", "delete from domains");
    assertThat(wrong.status()).isEqualTo(1);
    assertThat(wrong.out()).isEmpty();
    assertThat(wrong.err())
        .startsWith(said("delete from records", "bad words") + "Error: " + kind
            + ": cannot execute the statement: ")
        .containsIgnoringCase("syntax");
    String count = "select (select count(*) from records), (select count(*) from domains)";
    assertThat(run("backend-cmd", kind, count).out()).isEqualTo("'0'\t'1'\t\n");
  }

  private static String said(String... statements) {
    return Stream.of(statements).map(statement -> "== " + statement + "\n").collect(joining());
  }
}
