package org.polderdns.backend.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polderdns.backend.Backend;
import org.polderdns.backend.BackendSettings;
import org.polderdns.backend.Launch;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.check.CheckListener;
import org.polderdns.backend.check.StoreCheck;
import org.polderdns.backend.contract.ZoneText;
import org.polderdns.backend.memory.MemoryBackend;
import org.polderdns.wire.Name;

/** The check of a store finds nothing in good tables, and what is wrong in others. */
class StoreCheckTest {
  private static final Name APEX = Name.parse("schema.test.");

  @TempDir
  Path directory;

  /** What failed, with its reason. */
  private static Map<String, String> check(Backend store) {
    Map<String, String> failed = new TreeMap<>();
    List<String> passed = new ArrayList<>();
    CheckListener listener = new CheckListener() {
      @Override
      public void passed(String what) {
        passed.add(what);
      }

      @Override
      public void failed(String what, String reason) {
        failed.put(what, reason);
      }
    };
    try (store) {
      assertThat(new StoreCheck(store, APEX, listener).run()).isEqualTo(failed.isEmpty());
      assertThat(store.zone(APEX)).isEmpty();
    }
    assertThat(passed).contains("zone is deleted", "nothing is left behind");
    return failed;
  }

  private static long rows(DatabaseServer server) throws Exception {
    long rows = 0;
    for (String table : Schema.COMPLETE.keySet()) {
      rows += Long.parseLong(server.rows("select count(*) from " + table).get(0));
    }
    return rows;
  }

  @Test
  void goodTablesPass() throws Exception {
    assertThat(check(new MemoryBackend("memory"))).isEmpty();
    SqliteFile sqlite = new SqliteFile(directory.resolve("zones.sqlite"));
    H2BackendFactory h2 = new H2BackendFactory();
    assertThat(check(h2.open(
            BackendSettings.of(new Launch("gh2", ""), h2, Map.of("database", "mem:check")))))
        .isEmpty();
    for (DatabaseServer server : List.of(
        sqlite, PostgresqlServer.shared().cleared(), MariadbServer.shared().cleared())) {
      assertThat(check(server.open())).as(server.kind()).isEmpty();
      assertThat(rows(server)).as(server.kind()).isZero();
    }
  }

  @Test
  void zoneThatExistsIsNotTouched() throws Exception {
    SqliteFile sqlite = new SqliteFile(directory.resolve("zones.sqlite"));
    try (Backend store = sqlite.open()) {
      ZoneText.load(store, APEX, "@ 60 SOA ns1 h 1 2 3 4 5");
      assertThatThrownBy(() -> check(store))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("exists already");
    }
    assertThat(sqlite.rows("select name from domains")).containsExactly("schema.test");
  }

  private static Map<String, String> onMariadb(String change, String back) throws Exception {
    DatabaseServer server = MariadbServer.shared().cleared();
    server.execute(change);
    try {
      return check(server.open());
    } finally {
      server.execute(back);
    }
  }

  @Test
  void orderOfAnotherCollationIsFound() throws Exception {
    assertThat(onMariadb(
            "alter table records modify ordername varchar(255) collate latin1_swedish_ci",
            "alter table records modify ordername varchar(255) binary"))
        .containsKey("ordername sorting is correct for names starting with _");
  }

  @Test
  void shortContentIsFound() throws Exception {
    assertThat(onMariadb(
            "alter table records modify content varchar(255)",
            "alter table records modify content varchar(64000)"))
        .containsKeys("content field is over 255 bytes", "content takes 63,488 octets of TXT");
  }

  @Test
  void contentThatIsCutInSilenceIsFound() throws Exception {
    SqliteFile sqlite = new SqliteFile(directory.resolve("zones.sqlite"));
    sqlite.execute("create trigger cut after insert on records begin update records"
        + " set content = substr(content, 1, 60000) where id = new.id; end");
    assertThat(check(sqlite.open()).keySet())
        .contains("content takes 63,488 octets of TXT")
        .doesNotContain("content field is over 255 bytes");
  }

  @Test
  void tablesThatDoNotRollBackAreFound() throws Exception {
    assertThat(
            onMariadb("alter table records engine = MyISAM", "alter table records engine = InnoDB"))
        .containsEntry("what is not committed is rolled back", "records stay");
  }

  @Test
  void signedSerialIsFound() throws Exception {
    assertThat(onMariadb(
            "alter table domains modify notified_serial int",
            "alter table domains modify notified_serial int unsigned"))
        .containsOnlyKeys("Big serials work correctly");
  }

  @Test
  void shortKeysAndKindsAndNoUtf8AreFound() throws Exception {
    DatabaseServer server = PostgresqlServer.shared().cleared();
    server.execute(
        "alter table cryptokeys alter column content type varchar(255)",
        "alter table domains alter column type type varchar(6)",
        "alter table tsigkeys alter column secret type varchar(100)");
    try {
      assertThat(check(server.open()))
          .containsOnlyKeys(
              "keys keep their content and flags",
              "kind CONSUMER",
              "kind PRODUCER",
              "TSIG keys are kept and replaced");
    } finally {
      server.execute(
          "alter table cryptokeys alter column content type text",
          "alter table domains alter column type type text",
          "alter table tsigkeys alter column secret type varchar(255)");
    }
  }

  @Test
  void columnsThatMustHaveAValueAreFound() throws Exception {
    DatabaseServer server = PostgresqlServer.shared().cleared();
    server.execute("alter table records alter column prio set not null");
    try {
      assertThat(check(server.open())).containsKeys("rows without ttl and prio");
    } finally {
      server.execute("alter table records alter column prio drop not null");
    }
  }

  @Test
  void plainComparisonsInTheOrderOfALanguageAreFound() throws Exception {
    DatabaseServer server = PostgresqlServer.shared().cleared();
    server.execute(
        "alter table records alter column ordername type varchar(255) collate \"en-x-icu\"");
    Map<String, String> statements = Map.of(
        "get-order-before-query",
            "select ordername, name from records where ordername <= $1 and domain_id = $2"
                + " and ordername is not null order by ordername desc limit 1",
        "get-order-last-query",
            "select ordername, name from records where domain_id = $1"
                + " and ordername is not null order by ordername desc limit 1");
    try {
      assertThat(check(server.open(statements))).containsKey("ordername sorting is bytewise");
    } finally {
      server.execute(
          "alter table records alter column ordername type varchar(255) collate \"default\"");
    }
  }
}
