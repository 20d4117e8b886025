package org.polderdns.backend.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polderdns.backend.Backend;
import org.polderdns.backend.BackendSettings;
import org.polderdns.backend.Launch;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.memory.MemoryBackend;
import org.polderdns.backend.migration.Migration;
import org.polderdns.backend.migration.MigrationListener;
import org.polderdns.backend.migration.MovedZone;
import org.polderdns.wire.Name;

/** From database to database and back, with rows as only other programs write them. */
class MigrationTest {
  /** What a dump compares: everything but ids. */
  private static final Map<String, String> TABLES = Map.of(
      "domains",
          "select name, master, last_check, type, notified_serial, account, options, catalog from"
              + " domains order by name",
      "records",
          "select d.name, r.name, r.type, r.content, r.ttl, r.prio, r.disabled, r.ordername, r.auth"
              + " from records r join domains d on d.id = r.domain_id"
              + " order by d.name, r.name, r.type, r.content",
      "comments",
          "select d.name, c.name, c.type, c.modified_at, c.account, c.comment from comments c"
              + " join domains d on d.id = c.domain_id order by c.comment",
      "domainmetadata",
          "select d.name, m.kind, m.content from domainmetadata m"
              + " join domains d on d.id = m.domain_id order by d.name, m.kind, m.id",
      "cryptokeys",
          "select d.name, k.flags, k.active, k.published, k.content from cryptokeys k"
              + " join domains d on d.id = k.domain_id order by k.id",
      "tsigkeys", "select name, algorithm, secret from tsigkeys order by name, algorithm",
      "supermasters", "select ip, nameserver, account from supermasters order by nameserver");

  private static final String RECORD = "insert into records (domain_id, name, type, content, ttl,"
      + " prio, disabled, ordername, auth) values ";

  /** What operators and their programs leave in the tables. */
  private static final String[] ROWS = {
    "insert into domains (name, type, master, last_check, notified_serial, account, options,"
        + " catalog) values ('example.org', 'MASTER', '', 5, 4294967295, 'caf\u00e9',"
        + " '{\"producer\": {\"unique\": \"x\"}}', 'cat.example')",
    "insert into domains (name, type, master, account) values"
        + " ('second.example', 'SLAVE', '192.0.2.1, [2001:db8::1]:5300', '')",
    "insert into domains (name, type, master, account) values ('.', 'NATIVE', '', '')",
    RECORD
        + "(1, 'example.org', 'SOA', 'ns1.example.org h.example.org 1 2 3 4 5', 60, 0, 0, '', 1)",
    RECORD + "(1, 'example.org', 'NS', 'ns1.example.org', 60, 0, 0, '', 1)",
    RECORD + "(1, 'example.org', 'MX', 'mail.example.org', 60, 10, 0, '', 1)",
    RECORD + "(1, 'old.example.org', 'MX', '20 mail.example.org', 60, null, 0, 'old', 1)",
    RECORD + "(1, 'mail.example.org', 'A', '192.0.2.1', null, null, 0, 'mail', 1)",
    RECORD + "(1, 'mail.example.org', 'A', '192.0.2.2', 60, 0, 1, 'mail', 1)",
    RECORD + "(1, 'wrong.example.org', 'A', 'not an address', 60, 0, 0, 'wrong', 1)",
    RECORD + "(1, 'wrong.example.org', 'NOTYPE', 'a\tb', 60, 0, 0, 'wrong', 1)",
    RECORD + "(1, 'outside.example.net', 'A', '192.0.2.1', 60, 0, 0, null, 1)",
    RECORD + "(1, 'sub.example.org', 'NS', 'ns.sub.example.org', 60, 0, 0, 'sub', 0)",
    RECORD + "(1, 'ns.sub.example.org', 'A', '192.0.2.3', 60, 0, 0, null, 0)",
    RECORD + "(1, 'a.b.example.org', 'TXT', '\"x\\\\\\\"\\195\\169\" \"\"', 60, 0, 0, 'b a', 1)",
    RECORD + "(1, 'b.example.org', null, null, null, null, 0, null, 1)",
    RECORD + "(1, 'x\\032\\.y.example.org', 'TYPE65226', '\\# 2 abcd', 60, 0, 0, 'x\\032\\.y', 1)",
    RECORD + "(1, 'rrsig.example.org', 'RRSIG', 'A 13 3 60 20300101000000 20200101000000 1"
        + " example.org. AAAA', 60, 0, 0, 'rrsig', 1)",
    RECORD + "(1, 'rrsig.example.org', 'RRSIG', 'TXT 13 3 90 20300101000000 20200101000000 1"
        + " example.org. AAAA', 90, 0, 0, 'rrsig', 1)",
    RECORD + "(3, '.', 'SOA', 'a. b. 1 2 3 4 5', 60, 0, 1, '', 1)",
    "insert into comments (domain_id, name, type, modified_at, account, comment) values"
        + " (1, 'mail.example.org', 'A', 1700000000, 'me', 'Why? \u00e9')",
    "insert into comments (domain_id, name, type, modified_at, account, comment) values"
        + " (1, 'bad..name', 'NONE', 1, '', 'a comment on nothing')",
    "insert into domainmetadata (domain_id, kind, content) values (1, 'X-One', 'b')",
    "insert into domainmetadata (domain_id, kind, content) values (1, 'X-One', 'a')",
    "insert into domainmetadata (domain_id, kind, content) values (2, 'AXFR-MASTER-TSIG', 'k')",
    "insert into cryptokeys (domain_id, flags, active, published, content) values"
        + " (1, 257, 1, 1, 'Private-key-format: v1.2\nAlgorithm: 13\n')",
    "insert into cryptokeys (domain_id, flags, active, published, content) values"
        + " (1, 256, 0, 0, 'Private-key-format: v1.2\nAlgorithm: 8\n')",
    "insert into tsigkeys (name, algorithm, secret) values ('k', 'hmac-sha256', 'b25l')",
    "insert into tsigkeys (name, algorithm, secret) values ('k', 'hmac-md5', 'not base64!')",
    "insert into supermasters (ip, nameserver, account) values ('192.0.2.9', 'ns1.example.net', '')",
    "insert into supermasters (ip, nameserver, account) values ('2001:db8::9', 'ns2', 'me')"
  };

  @TempDir
  Path directory;

  private Path file;

  /** Remembers what it is told. */
  private static final class Heard implements MigrationListener {
    private final List<MovedZone> moved = new ArrayList<>();
    private final List<String> left = new ArrayList<>();
    private int tsigKeys;
    private int autoprimaries;

    @Override
    public void begun(Name apex) {}

    @Override
    public void moved(MovedZone zone) {
      moved.add(zone);
    }

    @Override
    public void movedTsigKeys(int count) {
      tsigKeys = count;
    }

    @Override
    public void movedAutoprimaries(int count) {
      autoprimaries = count;
    }

    @Override
    public void left(String what) {
      left.add(what);
    }
  }

  @BeforeEach
  void fillDatabase() throws Exception {
    file = directory.resolve("zones.sqlite");
    Database.open(file).close();
    try (Database rows = new Database(file)) {
      rows.execute(ROWS);
    }
  }

  private static List<String> dump(Path database) throws Exception {
    List<String> lines = new ArrayList<>();
    try (Database rows = new Database(database)) {
      for (String table : Schema.COMPLETE.keySet()) {
        lines.add(table);
        lines.addAll(rows.rows(TABLES.getOrDefault(table, "")));
      }
    }
    return lines;
  }

  private static Heard migrate(Backend from, Backend to) {
    Heard heard = new Heard();
    Migration migration = new Migration(from, to, heard);
    migration.check();
    assertThat(migration.run()).isEqualTo(heard.left.isEmpty());
    return heard;
  }

  private static Backend h2(String name) {
    H2BackendFactory factory = new H2BackendFactory();
    Map<String, String> settings = Map.of("database", "mem:" + name);
    return factory.open(BackendSettings.of(new Launch("gh2", ""), factory, settings));
  }

  @Test
  void rowsAreTheSameAfterFourMoves() throws Exception {
    Path last = directory.resolve("last.sqlite");
    try (Backend first = Database.open(file);
        Backend postgresql = PostgresqlServer.shared().cleared().open();
        Backend mariadb = MariadbServer.shared().cleared().open();
        Backend h2 = h2("migration");
        Backend end = Database.open(last)) {
      assertThat(migrate(first, postgresql).left).isEmpty();
      assertThat(migrate(postgresql, mariadb).left).isEmpty();
      assertThat(migrate(mariadb, h2).left).isEmpty();
      Heard heard = migrate(h2, end);
      assertThat(heard.left).isEmpty();
      assertThat(heard.tsigKeys).isEqualTo(2);
      assertThat(heard.autoprimaries).isEqualTo(2);
      assertThat(heard.moved)
          .containsExactly(
              new MovedZone(Name.parse("example.org."), 16, 2, 1, 2),
              new MovedZone(Name.parse("second.example."), 0, 0, 1, 0),
              new MovedZone(Name.ROOT, 1, 0, 0, 0));
    }
    assertThat(dump(last)).isEqualTo(dump(file));
  }

  @Test
  void rowsGoByTheStatementsOfTheOperator() throws Exception {
    Path last = directory.resolve("last.sqlite");
    Database.open(last).close();
    try (Database other = new Database(last)) {
      other.execute(RenamedTables.renaming());
    }
    try (Backend first = Database.open(file);
        Backend renamed = Database.open(last, RenamedTables.settings(DatabaseKind.SQLITE))) {
      assertThat(migrate(first, renamed).left).isEmpty();
    }
    try (Database other = new Database(last)) {
      for (String table : RenamedTables.NAMES) {
        other.execute("alter table " + RenamedTables.renamed(table) + " rename to " + table);
      }
    }
    assertThat(dump(last)).isEqualTo(dump(file));
  }

  @Test
  void whatTheTargetCannotKeepIsTold() {
    try (Backend first = Database.open(file);
        Backend memory = new MemoryBackend("memory")) {
      Heard heard = migrate(first, memory);
      assertThat(heard.left)
          .containsExactlyInAnyOrder(
              "zone example.org.: wrong.example.org. A: a record of it cannot be read",
              "zone example.org.: mail.example.org A: memory keeps no disabled records",
              "zone .: . SOA: memory keeps no disabled records");
      assertThat(heard.moved).extracting(MovedZone::apex).hasSize(3);
    }
  }

  @Test
  void zoneThatCannotBeMovedIsLeftWholeAndTheOthersGo() throws Exception {
    try (Database rows = new Database(file)) {
      rows.execute(
          "update records set content = 'x" + "y".repeat(70_000) + "' where type = 'NOTYPE'");
    }
    try (Backend first = Database.open(file);
        Backend postgresql = PostgresqlServer.shared().cleared().open()) {
      Heard heard = migrate(first, postgresql);
      assertThat(heard.left).hasSize(1);
      assertThat(heard.left.get(0)).startsWith("zone example.org.: ").contains("too long");
      assertThat(heard.moved)
          .extracting(MovedZone::apex)
          .containsExactly(Name.parse("second.example."), Name.ROOT);
      assertThat(postgresql.zone(Name.parse("example.org."))).isEmpty();
    }
  }

  @Test
  void targetThatHasSomethingIsRefused() {
    try (Backend first = Database.open(file);
        Backend memory = new MemoryBackend("memory")) {
      migrate(first, memory);
      assertThatThrownBy(() -> migrate(first, memory))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("memory: it has zones already");
    }
  }
}
