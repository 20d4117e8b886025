package org.polderdns.backend.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polderdns.backend.Backend;
import org.polderdns.backend.RecordListing;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/** What is in the log of rows that are not as they should be. */
class RowNoticesTest {
  private static final Name APEX = Name.parse("example.org.");

  @TempDir
  Path directory;

  private final Logger logger = Logger.getLogger(RowNotices.class.getName());
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Handler listener = new Handler() {
    @Override
    public void publish(LogRecord line) {
      lines.add(line.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  };

  private SqliteFile file;
  private Backend store;
  private Database other;

  @BeforeEach
  void open() throws Exception {
    logger.addHandler(listener);
    Path path = directory.resolve("zones.sqlite");
    file = new SqliteFile(path);
    store = file.open();
    other = new Database(path);
    other.zone();
  }

  @AfterEach
  void close() throws SQLException {
    logger.removeHandler(listener);
    other.close();
    store.close();
  }

  private void look(Backend in, String... owners) {
    ZoneInfo zone = in.zone(APEX).orElseThrow();
    for (String owner : owners) {
      in.lookup(zone, List.of(Name.parse(owner, APEX)));
    }
  }

  private static String dots(String owner, String type) {
    return "event=name-with-last-dot zone=example.org. backend=gsqlite3 owner=" + owner
        + ".example.org. type=" + type + " reason=\"names in contents are stored without it\"";
  }

  @Test
  void theFirstNameWithItsLastDotIsToldOnceForAZone() throws SQLException {
    other.record("cname.example.org", "CNAME", "www.example.org.");
    other.record("mx.example.org", "MX", "mail.example.org.");
    look(store, "cname", "mx", "cname");
    assertThat(lines).containsExactly(dots("cname", "CNAME"));
  }

  @Test
  void aListingTellsToo() throws SQLException {
    other.record("mx.example.org", "MX", "mail.example.org.");
    store
        .capability(RecordListing.class)
        .orElseThrow()
        .list(store.zone(APEX).orElseThrow(), node -> {});
    assertThat(lines).containsExactly(dots("mx", "MX"));
  }

  @Test
  void statementsOfTheOperatorTellToo() throws Exception {
    other.record("mx.example.org", "MX", "mail.example.org.");
    String own = "select content, ttl, prio, type, domain_id, disabled, name, auth from records"
        + " where name = :qname and domain_id = :domain_id -- mine";
    try (Backend mine = file.open(Map.of("any-id-query", own))) {
      look(mine, "mx");
    }
    assertThat(lines).containsExactly(dots("mx", "MX"));
  }

  @Test
  void otherDotsAreNone() throws SQLException {
    other.record("null.example.org", "MX", ".");
    other.record("txt.example.org", "TXT", "no quotes.");
    other.record("mx.example.org", "MX", "mail.example.org");
    other.record("alias.example.org", "HTTPS", "0 www.example.org.");
    other.record("escaped.example.org", "CNAME", "www.example\\.");
    look(store, "null", "txt", "mx", "alias", "escaped");
    assertThat(lines).isEmpty();
  }

  @Test
  void aRecordThatCannotBeReadIsToldWithItsZoneAndTheReason() throws SQLException {
    other.record("b.example.org", "A", "192.0.2.bad");
    look(store, "b", "b");
    assertThat(lines)
        .containsExactly("event=record-unreadable zone=example.org. backend=gsqlite3"
            + " owner=b.example.org. type=A reason=\"1:1: A.address: expected an IPv4 address,"
            + " found \"192.0.2.bad\"\"");
  }

  @Test
  void whoWritesARowWritesNoLineOfTheLog() throws SQLException {
    other.record("b.example.org", "A", "192.0.2.1");
    other.execute("update records set ttl = 'bad\nevent=forged' where type = 'A'");
    look(store, "b");
    assertThat(lines)
        .singleElement()
        .asString()
        .contains("found \"bad?event=forged\"")
        .doesNotContain("\n");
  }

  @Test
  void recordsThatCannotBeReadAreToldOnceASecondAndEachOnceAnHour() {
    AtomicLong nanos = new AtomicLong();
    RowNotices notices = new RowNotices("gsqlite3", nanos::get);
    for (int second = 0; second < 3; second++) {
      notices.unreadable(APEX, Name.parse("a", APEX), RecordType.A, "bad");
      notices.unreadable(APEX, Name.parse("b", APEX), RecordType.A, "x".repeat(1000));
      nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
    }
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).contains("owner=a.").endsWith("reason=\"bad\"");
    assertThat(lines.get(1)).contains("owner=b.").hasSizeLessThan(500);
    nanos.set(TimeUnit.HOURS.toNanos(1));
    notices.unreadable(APEX, Name.parse("a", APEX), RecordType.A, "bad");
    assertThat(lines).hasSize(3);
  }

  @Test
  void soManyZonesAreToldAndNoMore() {
    RowNotices notices = new RowNotices("gsqlite3");
    for (int i = 0; i < RowNotices.MOST_ZONES + 10; i++) {
      notices.dotted(Name.parse("z" + i + ".example."), APEX, RecordType.NS);
    }
    assertThat(lines).hasSize(RowNotices.MOST_ZONES);
    assertThat(lines.get(lines.size() - 1)).endsWith(" (further zones are not told of)");
    assertThat(lines.get(0)).doesNotContain("further");
  }
}
