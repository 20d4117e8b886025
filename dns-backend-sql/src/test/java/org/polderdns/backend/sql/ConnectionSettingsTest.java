package org.polderdns.backend.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.polderdns.backend.Backend;
import org.polderdns.backend.RecordListing;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.contract.ZoneText;
import org.polderdns.wire.Name;

/** What settings make of connections, asked for on the connections. */
class ConnectionSettingsTest {
  @TempDir
  Path directory;

  private Path file() {
    return directory.resolve("zones.sqlite");
  }

  private List<String> pragma(String name, Map<String, String> settings) {
    try (Backend store = Database.open(file(), settings)) {
      return StoreStatements.rows(store, "pragma " + name);
    }
  }

  @Test
  void pragmasOfSqliteAreSet() {
    assertThat(pragma("foreign_keys", Map.of())).containsExactly("0");
    assertThat(pragma("foreign_keys", Map.of("pragma-foreign-keys", "yes"))).containsExactly("1");
    for (String value : List.of("off|0", "Normal|1", "FULL|2", "extra|3", "0|0", "2|2")) {
      String[] parts = value.split("\\|");
      assertThat(pragma("synchronous", Map.of("pragma-synchronous", parts[0])))
          .containsExactly(parts[1]);
    }
    assertThat(pragma("journal_mode", Map.of())).containsExactly("wal");
    assertThat(pragma("journal_mode", Map.of("pragma-journal-mode", "Truncate")))
        .containsExactly("truncate");
    assertThat(pragma("journal_mode", Map.of("pragma-journal-mode", "")))
        .containsExactly("delete"); // of which there is no trace in the file
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          pragma-synchronous  | banana | OFF, NORMAL, FULL, EXTRA,
          pragma-synchronous  | 7      | OFF, NORMAL, FULL, EXTRA,
          pragma-journal-mode | zzz    | [DELETE, TRUNCATE, PERSIST, MEMORY, WAL, OFF]
          """)
  void valueThatSqliteWouldPassOverIsRefused(String suffix, String value, String values) {
    assertThatThrownBy(() -> Database.open(file(), Map.of(suffix, value)))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("gsqlite3: gsqlite3-" + suffix + ": expected one of ")
        .hasMessageContaining(values)
        .hasMessageEndingWith("found \"" + value + '"');
  }

  @Test
  void transactionsOfMysqlAreReadCommittedUnlessToldOtherwise() throws Exception {
    MariadbServer server = MariadbServer.shared();
    String question = "select @@session.tx_isolation";
    assertThat(StoreStatements.rows(server, Map.of(), question)).containsExactly("READ-COMMITTED");
    assertThat(StoreStatements.rows(server, Map.of("innodb-read-committed", "no"), question))
        .containsExactly("REPEATABLE-READ");
  }

  @Test
  void statementsOfPostgresqlStayPreparedUnlessToldOtherwise() throws Exception {
    PostgresqlServer server = PostgresqlServer.shared();
    assertThat(preparedByServer(server, "yes")).isPositive();
    assertThat(preparedByServer(server, "no")).isZero();
  }

  /** How many statements the connections of a store left prepared that answered often. */
  private static long preparedByServer(PostgresqlServer server, String setting) throws Exception {
    server.cleared();
    Name apex = Name.parse("example.org.");
    try (Backend store = server.open(Map.of("prepared-statements", setting))) {
      ZoneInfo zone = ZoneText.load(store, apex, "@ 60 SOA ns1 h 1 2 3 4 5");
      for (int i = 0; i < 20; i++) {
        assertThat(store.lookup(zone, List.of(apex))).hasSize(1);
        store.capability(RecordListing.class).orElseThrow().list(zone, node -> {});
        ZoneText.load(store, apex, "@ 60 SOA ns1 h 1 2 3 4 5");
      }
      Sessions sessions = ((SqlBackend) store).sessions();
      AtomicLong count = new AtomicLong();
      Sessions.Change add = session -> count.addAndGet(prepared(session));
      sessions.write("count prepared statements", add);
      sessions.read("count prepared statements", session -> count.addAndGet(prepared(session)));
      return count.get();
    }
  }

  private static long prepared(Session session) throws SQLException {
    try (Statement statement = session.connection().createStatement();
        ResultSet row = statement.executeQuery(
            "select count(*) from pg_prepared_statements where not from_sql")) {
      return row.next() ? row.getLong(1) : -1;
    }
  }

  @Test
  void wrongStatementEndsTheStartWithoutPreparedStatementsToo() {
    Map<String, String> settings =
        Map.of("prepared-statements", "no", "any-id-query", "select $1 from zones where id = $2");
    assertThatThrownBy(() -> PostgresqlServer.shared().open(settings))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("gpgsql-any-id-query: ")
        .hasMessageContaining("\"zones\" does not exist");
  }
}
