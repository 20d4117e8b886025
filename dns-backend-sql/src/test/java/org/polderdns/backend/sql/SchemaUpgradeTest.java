package org.polderdns.backend.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.polderdns.backend.Backend;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.contract.ZoneText;
import org.polderdns.wire.Name;

/** Schemas of 3.4 are served with what they have, and upgraded to what is made anew. */
class SchemaUpgradeTest {
  private static final Name APEX = Name.parse("example.org.");

  /** What takes a schema of 4.7 back to 3.4. */
  private static final Map<DatabaseKind, List<String>> BACK = Map.of(
      DatabaseKind.MYSQL,
      List.of(
          "drop index catalog_idx on domains",
          "alter table domains drop column options, drop column catalog",
          "alter table domains modify type varchar(6) not null",
          "alter table domains modify notified_serial int default null",
          "alter table cryptokeys drop column published",
          "alter table records modify id int auto_increment, add change_date int default null",
          "drop index ordername on records",
          "create index recordorder on records (domain_id, ordername)"),
      DatabaseKind.POSTGRESQL,
      List.of(
          "drop index catalog_idx",
          "alter table domains drop column options, drop column catalog",
          "alter table domains alter column type type varchar(6)",
          "alter table domains alter column notified_serial type int",
          "alter table cryptokeys drop column published",
          "alter table records alter column id type int",
          "alter table records add column change_date int default null"),
      DatabaseKind.SQLITE,
      List.of(
          "drop index catalog_idx",
          "alter table domains drop column options",
          "alter table domains drop column catalog",
          "alter table cryptokeys drop column published",
          "alter table records add column change_date integer default null",
          "drop index records_lookup_idx",
          "drop index records_lookup_id_idx",
          "drop index records_order_idx",
          "create index rec_name_index on records (name)",
          "create index nametype_index on records (name, type)",
          "create index domain_id on records (domain_id)",
          "create index orderindex on records (ordername)",
          "drop index comments_idx",
          "create index comments_domain_id_index on comments (domain_id)"));

  @TempDir
  Path directory;

  private boolean sharedIsOld;

  @AfterEach
  void completeSharedServers() throws Exception {
    if (sharedIsOld) {
      MariadbServer.shared().upgradeSchema();
      PostgresqlServer.shared().upgradeSchema();
    }
  }

  @Test
  void mariadbIsUpgraded() throws Exception {
    sharedIsOld = true;
    isServedAndUpgraded(MariadbServer.shared().cleared(), DatabaseKind.MYSQL);
  }

  @Test
  void upgradeOfMariadbThatIsCutOffAnywhereIsCompletedByAnother() throws Exception {
    try (MariadbServer server = MariadbServer.own()) {
      SortedSet<String> complete = description(server);
      int count = 1;
      for (int done = 0; done < count; done++) {
        server.execute(BACK.get(DatabaseKind.MYSQL).toArray(String[]::new));
        List<String> statements;
        try (Handle handle = Jdbi.open(server.connect())) {
          Schema found = Schema.read(handle.getConnection());
          statements = SchemaUpgrade.statements(DatabaseKind.MYSQL, found, handle);
        }
        count = statements.size();
        server.execute(statements.subList(0, done).toArray(String[]::new));
        if (done == count / 2) {
          server.kill();
          server.restart();
        }
        assertThat(server.upgradeSchema())
            .containsExactlyElementsOf(statements.subList(done, count));
        assertThat(description(server)).isEqualTo(complete);
      }
      assertThat(count).isGreaterThan(5);
    }
  }

  @Test
  void postgresqlIsUpgraded() throws Exception {
    sharedIsOld = true;
    isServedAndUpgraded(PostgresqlServer.shared().cleared(), DatabaseKind.POSTGRESQL);
  }

  @Test
  void sqliteIsUpgraded() throws Exception {
    isServedAndUpgraded(new SqliteFile(directory.resolve("zones.sqlite")), DatabaseKind.SQLITE);
  }

  private static void isServedAndUpgraded(DatabaseServer server, DatabaseKind kind)
      throws Exception {
    SortedSet<String> present = description(server);
    server.execute(BACK.get(kind).toArray(String[]::new));
    assertThat(description(server)).isNotEqualTo(present);
    ZoneInfo before;
    try (Backend store = server.open()) {
      ZoneText.load(store, APEX, "@ 60 SOA ns1 h 1 2 3 4 5\nwww 60 A 192.0.2.1");
      before = store.zone(APEX).orElseThrow();
    }
    assertThat(server.upgradeSchema()).isNotEmpty();
    assertThat(description(server)).isEqualTo(present);
    assertThat(server.upgradeSchema()).isEmpty();
    try (Backend store = server.open()) {
      assertThat(store.zone(APEX)).contains(before);
      assertThat(store.lookup(before, List.of(Name.parse("www", APEX)))).hasSize(1);
    }
  }

  @Test
  void upgradeThatFailsHalfwayLeavesAllAsItWas() throws Exception {
    sharedIsOld = true;
    DatabaseServer sqlite = new SqliteFile(directory.resolve("zones.sqlite"));
    failsAndLeavesAllAsItWas(sqlite, DatabaseKind.SQLITE);
    failsAndLeavesAllAsItWas(PostgresqlServer.shared().cleared(), DatabaseKind.POSTGRESQL);
  }

  /** The name of an index is taken by a table, which shows after columns were added. */
  private static void failsAndLeavesAllAsItWas(DatabaseServer server, DatabaseKind kind)
      throws Exception {
    SortedSet<String> complete = description(server);
    server.execute(BACK.get(kind).toArray(String[]::new));
    server.execute("create table catalog_idx (id int)");
    SortedSet<String> old = description(server);
    assertThatThrownBy(server::upgradeSchema)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("cannot upgrade the tables")
        .hasMessageContaining("catalog_idx");
    assertThat(description(server)).isEqualTo(old);
    server.execute("drop table catalog_idx");
    assertThat(server.upgradeSchema()).hasSizeGreaterThan(2);
    assertThat(description(server)).isEqualTo(complete);
  }

  @Test
  void tablesOfAnUnknownDatabaseAreForItsOperatorToMake() throws Exception {
    try (WrappedDatabase database = new WrappedDatabase("byhand")) {
      for (Executable command :
          List.<Executable>of(database::createSchema, database::upgradeSchema)) {
        assertThatThrownBy(command::execute)
            .isInstanceOf(StoreException.class)
            .hasMessageContaining(
                "known for SQLite, MySQL, MariaDB, PostgreSQL and H2 only; make by hand")
            .hasMessageContaining("table domains (id, name, master, last_check, type,")
            .hasMessageContaining("; table tsigkeys (id, name, algorithm, secret)");
      }
      database.withTables();
      database.execute("alter table cryptokeys drop column published", "drop table comments");
      assertThatThrownBy(database::upgradeSchema)
          .hasMessageEndingWith(": table comments (id, domain_id, name, type, modified_at, account,"
              + " comment); in table cryptokeys (published)");
      database.execute(
          "alter table cryptokeys add column published int default 1",
          "create table comments (id int, domain_id int, name varchar(9), type varchar(9),"
              + " modified_at int, account varchar(9), comment varchar(9))");
      assertThat(database.upgradeSchema()).isEmpty();
    }
  }

  /** Columns with their types, and indexes. */
  private static SortedSet<String> description(DatabaseServer server) throws SQLException {
    SortedSet<String> lines = new TreeSet<>();
    try (Connection connection = server.connect()) {
      DatabaseMetaData about = connection.getMetaData();
      String catalog = connection.getCatalog();
      String schema = connection.getSchema();
      for (String table : Schema.COMPLETE.keySet()) {
        try (ResultSet row = about.getColumns(catalog, schema, table, "%")) {
          while (row.next()) {
            lines.add(table + "." + row.getString("COLUMN_NAME") + " "
                + row.getString("TYPE_NAME").toUpperCase(Locale.ROOT).replace("SERIAL", "INT")
                + " " + row.getInt("COLUMN_SIZE") + " " + row.getInt("NULLABLE"));
          }
        }
        try (ResultSet row = about.getIndexInfo(catalog, schema, table, false, true)) {
          while (row.next()) {
            lines.add(table + " index " + row.getString("INDEX_NAME") + " "
                + row.getString("COLUMN_NAME"));
          }
        }
      }
    }
    return lines;
  }
}
