package org.polderdns.backend.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polderdns.backend.Backend;
import org.polderdns.backend.ZoneKind;
import org.polderdns.backend.ZoneScript;
import org.polderdns.backend.ZoneScriptFactory;
import org.polderdns.backend.contract.ZoneText;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.file.ZoneFileReader;

/** Scripts, taken in by the databases that they are for. */
class SchemaScriptsTest {
  private static final Name APEX = Name.parse("Example.org.");
  private static final String ROWS =
      "select name, type, content, ttl, prio from records where type is not null order by 1, 2, 3";
  private static final String REMARK = "it's \\ \"x\" \\' '' é\n--2;%";

  /** What one of the databases may take for something else. */
  private static final String ZONE = """
      $TTL 300
      @ SOA ns1 host\\.master 1 2 3 4 5
      @ NS ns1
      ns1 A 192.0.2.1
      o'brien A 192.0.2.2
      odd\\.dot.sp\\032ace.back\\\\slash.semi\\; TXT "q\\"b\\\\ \\007 it's \\\\' ''" "\\\\"
      _s._tcp SRV 1 2 3 Target.Example.
      mx MX 0 .
      t TYPE65226 \\# 3 abcdef
      """;

  @TempDir
  Path directory;

  private static String script(String form, boolean replacing) throws IOException {
    StringBuilder text = new StringBuilder();
    ZoneScript script = ZoneScriptFactory.find(form)
        .orElseThrow()
        .open(form, text, new ZoneScriptFactory.Options(true, replacing, false));
    script.begin(APEX, ZoneKind.SLAVE, List.of("192.0.2.1:53", "[2001:db8::1]:5300"));
    try (ZoneFileReader reader = ZoneFileReader.of(ZONE, APEX)) {
      while (reader.next()) {
        script.record(
            reader.owner(),
            reader.type(),
            reader.ttl(),
            reader.rdata(),
            reader.type() == RecordType.MX);
      }
    }
    assertThat(script.record(APEX, RecordType.NSEC, 5, Octets.of(0), false)).isFalse();
    script.comment(APEX, RecordType.NS, 1234567890, REMARK);
    script.end();
    script.finish();
    return text.toString();
  }

  private static void isTakenIn(DatabaseServer server, String form) throws Exception {
    server.execute(script(form, false).split("(?<=;)\n"));
    server.execute(script(form, true).split("(?<=;)\n"));
    assertThat(server.rows("select name, type, master from domains"))
        .containsExactly("example.org|SLAVE|192.0.2.1, [2001:db8::1]:5300");
    assertThat(server.rows("select name, type, modified_at, comment from comments"))
        .containsExactly("example.org|NS|1234567890|" + REMARK);
    assertThat(server.rows("select name, type from records where disabled = "
            + (form.equals("gpgsql") ? "true" : "1")))
        .containsExactly("mx.example.org|MX");
    List<String> scripted = server.rows(ROWS);
    server.cleared();
    try (Backend store = server.open()) {
      ZoneText.load(store, APEX, ZONE);
    }
    assertThat(scripted).isEqualTo(server.rows(ROWS));
  }

  @Test
  void sqliteTakesIt() throws Exception {
    try (DatabaseServer file = new SqliteFile(directory.resolve("zones.sqlite"))) {
      isTakenIn(file, "gsqlite");
    }
  }

  @Test
  void mariadbTakesIt() throws Exception {
    isTakenIn(MariadbServer.shared().cleared(), "gmysql");
  }

  @Test
  void postgresqlTakesIt() throws Exception {
    isTakenIn(PostgresqlServer.shared().cleared(), "gpgsql");
  }

  @Test
  void zoneThatBreaksOffIsRolledBack() throws IOException, SQLException {
    StringBuilder text = new StringBuilder();
    ZoneScript script =
        new SchemaScripts().open("gsqlite", text, new ZoneScriptFactory.Options(true, false, true));
    script.begin(APEX, ZoneKind.NATIVE, List.of());
    script.record(APEX, RecordType.A, 60, Octets.of(192, 0, 2, 1), false);
    assertThatThrownBy(() -> script.comment(APEX, RecordType.A, 1, "a\0b"))
        .isInstanceOf(PresentationFormatException.class);
    script.abandon();
    script.finish();
    assertThat(text).startsWith("BEGIN TRANSACTION;\n").endsWith(";\nROLLBACK;\n");
  }

  @Test
  void jsonIsWholeWhateverHappened() throws IOException {
    StringBuilder text = new StringBuilder();
    ZoneScript script =
        new SchemaScripts().open("json", text, new ZoneScriptFactory.Options(false, false, true));
    script.begin(APEX, ZoneKind.NATIVE, List.of());
    script.record(APEX, RecordType.MX, 60, Octets.of(0, 10, 1, '"', 0), false);
    script.abandon();
    script.begin(Name.ROOT, ZoneKind.NATIVE, List.of());
    script.end();
    script.finish();
    assertThat(text)
        .hasToString("[{\"name\": \"example.org.\", \"records\": [{\"content\": \"\\\\\\\"\","
            + " \"name\": \"example.org.\", \"prio\": 10, \"ttl\": 60, \"type\": \"MX\"}]},\n"
            + "{\"name\": \".\", \"records\": []}]\n");
  }
}
