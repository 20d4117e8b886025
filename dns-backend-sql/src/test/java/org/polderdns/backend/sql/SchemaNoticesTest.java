package org.polderdns.backend.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polderdns.backend.Backend;
import org.polderdns.backend.KeyListing;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.contract.ZoneText;
import org.polderdns.wire.Name;

/** What is told at the start of tables that are not as they should be. */
class SchemaNoticesTest {
  private static final Name APEX = Name.parse("example.org.");
  private static final String ZONE = "@ 60 SOA ns1 h 1 2 3 4 5\nwww 60 A 192.0.2.1";

  @TempDir
  Path directory;

  @Test
  void whatOldTablesLackIsToldOnceAtTheStart() throws Exception {
    DatabaseServer server = new SqliteFile(directory.resolve("zones.sqlite"));
    server.execute(
        "alter table cryptokeys drop column published",
        "drop table comments",
        "drop table tsigkeys");
    try (LogLines lines = LogLines.of(TableColumns.class);
        Backend store = server.open()) {
      ZoneText.load(store, APEX, ZONE);
      assertThat(store.lookup(store.zone(APEX).orElseThrow(), List.of(APEX))).hasSize(1);
      assertThat(store.capability(KeyListing.class).orElseThrow().keys(APEX)).isEmpty();
      assertThat(lines.texts())
          .containsExactlyInAnyOrder(
              older("the column published", "all keys are published"),
              older("the table comments", "there are no comments"),
              older("the table tsigkeys", "there are no TSIG keys"));
    }
  }

  private static String older(String missing, String effect) {
    return "event=schema-older backend=gsqlite3 missing=\"" + missing + "\" effect=\"" + effect
        + "\" remedy=\"polder upgrade-schema\"";
  }

  @Test
  void defaultThatDoesNotFitTheTablesIsOneLineInTheLog() throws Exception {
    PostgresqlServer server = PostgresqlServer.shared();
    server.cleared();
    server.execute("alter table cryptokeys alter column published drop default,"
        + " alter column published type int using 1");
    try (LogLines lines = LogLines.of(Queries.class);
        Backend store = server.open()) {
      ZoneText.load(store, APEX, ZONE);
      assertThat(store.lookup(store.zone(APEX).orElseThrow(), List.of(APEX))).hasSize(1);
      assertThat(lines.texts())
          .hasSize(2)
          .allSatisfy(line -> assertThat(line)
              .startsWith("event=query-unusable backend=gpgsql setting=gpgsql-")
              .contains("publish-domain-key-query reason=\"")
              .contains("column \"published\" is of type integer but expression is of type boolean")
              .doesNotContain("\n"));
    } finally {
      server.execute("alter table cryptokeys alter column published type bool using true,"
          + " alter column published set default true");
    }
  }

  @Test
  void flagsThatAreNumbersEndTheStartWhereTheDatabaseHasBooleans() throws Exception {
    PostgresqlServer server = PostgresqlServer.shared();
    server.cleared();
    server.execute("alter table records alter column disabled drop default,"
        + " alter column disabled type int using 0");
    try (LogLines lines = LogLines.of(Queries.class)) {
      assertThatThrownBy(() -> server.open().close())
          .isInstanceOf(StoreException.class)
          .hasMessageEndingWith(
              ": table records, column disabled: expected the type boolean, found int4")
          .hasMessageNotContaining("\n");
      assertThat(lines.texts()).isEmpty();
      String own = "select content, ttl, prio, type, domain_id, disabled, name, auth from records"
          + " where disabled = 0 and name = $1 and domain_id = $2";
      try (Backend store = server.open(Map.of("any-id-query", own))) {
        assertThat(store.zone(APEX)).isEmpty();
      }
    } finally {
      server.execute("alter table records alter column disabled type bool using false,"
          + " alter column disabled set default false");
    }
  }
}
