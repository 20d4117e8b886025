package org.polderdns.backend.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.polderdns.backend.Backend;
import org.polderdns.backend.BackendSet;
import org.polderdns.backend.RowListing;
import org.polderdns.backend.StoredNode;
import org.polderdns.backend.StoredRow;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.ZoneListing;
import org.polderdns.records.RRset;
import org.polderdns.records.RdataFormats;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/** Rows as programs of years ago wrote them. */
class OldRowsTest {
  private static final Name APEX = Name.parse("example.org.");

  @TempDir
  Path directory;

  private Backend store;
  private Database other;

  @BeforeEach
  void open() throws SQLException {
    Path file = directory.resolve("zones.sqlite");
    store = Database.open(file);
    other = new Database(file);
    other.zone();
  }

  @AfterEach
  void close() throws SQLException {
    other.close();
    store.close();
  }

  private StoredNode node(Name owner) {
    ZoneInfo zone = store.zone(APEX).orElseThrow();
    return store.lookup(zone, List.of(owner)).get(owner);
  }

  private List<String> data(String owner) {
    return data(Name.parse(owner, APEX));
  }

  private List<String> data(Name owner) {
    List<String> lines = new ArrayList<>();
    for (RRset set : node(owner).rrsets()) {
      set.rdatas()
          .forEach(r -> lines.add(set.type() + " " + RdataFormats.of(set.type()).print(r)));
    }
    return lines;
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          ''                                        | a.misconfigured.dns.server.invalid. \
          hostmaster.example.org. 0 10800 3600 604800 3600
          ns1.example.org                           | ns1.example.org. hostmaster.example.org. \
          0 10800 3600 604800 3600
          ns1.example.org.  ahu@example.com         | ns1.example.org. ahu.example.com. \
          0 10800 3600 604800 3600
          ns1.example.org ahu.example.com 7         | ns1.example.org. ahu.example.com. \
          7 10800 3600 604800 3600
          ns1.example.org a\\@b.example.com 7 1 2    | ns1.example.org. a\\@b.example.com. \
          7 1 2 604800 3600
          ns1.example.org ahu.example.com 7 1 2 3 4 | ns1.example.org. ahu.example.com. 7 1 2 3 4
          """)
  void soaIsCompleted(String content, String expected) throws SQLException {
    other.execute("update records set content = '" + content + "' where type = 'SOA'");
    assertThat(data(APEX)).containsExactly("SOA " + expected);
    assertThat(store.capability(ZoneListing.class).orElseThrow().servedZones()).hasSize(1);
  }

  @Test
  void soaWithTooManyFieldsOrOtherWordsIsNotRead() throws SQLException {
    for (String content : List.of("a b 1 2 3 4 5 6", "a b one")) {
      other.execute("update records set content = '" + content + "' where type = 'SOA'");
      assertThat(node(APEX).broken()).containsExactly(RecordType.SOA);
    }
  }

  @Test
  void priorityThatIsMissingIsInTheContentOrNone() throws SQLException {
    other.execute("insert into records (domain_id, name, type, content, ttl, prio) values"
        + " (1, 'a.example.org', 'MX', 'mail.example.org', 60, null),"
        + " (1, 'b.example.org', 'MX', '10 mail.example.org', 60, null),"
        + " (1, 'c.example.org', 'SRV', '2 3 host.example.org', 60, null),"
        + " (1, 'd.example.org', 'SRV', '1 2 3 host.example.org', 60, null)");
    assertThat(data("a")).containsExactly("MX 0 mail.example.org.");
    assertThat(data("b")).containsExactly("MX 10 mail.example.org.");
    assertThat(data("c")).containsExactly("SRV 0 2 3 host.example.org.");
    assertThat(data("d")).containsExactly("SRV 1 2 3 host.example.org.");
  }

  @Test
  void rowsWithoutAuthAreAnsweredAndHaveEmptyNonTerminalsAbove() throws SQLException {
    other.record("a.b.example.org", "A", "192.0.2.1");
    other.execute("update records set auth = null");
    BackendSet zones = new BackendSet(List.of(store), BackendSet.Options.DEFAULT);
    assertThat(zones.zone(APEX).orElseThrow().node(Name.parse("b", APEX))).isPresent();
    assertThat(data("a.b")).containsExactly("A 192.0.2.1");
    List<StoredRow> rows = new ArrayList<>();
    store
        .capability(RowListing.class)
        .orElseThrow()
        .rows(store.zone(APEX).orElseThrow(), rows::add);
    assertThat(rows).noneMatch(StoredRow::auth);
  }

  @ParameterizedTest
  @CsvSource({"1,true", "t,true", "true,true", "Y,true", "0,false", "f,false", "N,false"})
  void flagsAreReadInEverySpelling(String text, boolean expected) throws SQLException {
    other.record("a.example.org", "A", "192.0.2.1");
    other.execute("update records set auth = '" + text + "' where type = 'A'");
    List<StoredRow> rows = new ArrayList<>();
    store
        .capability(RowListing.class)
        .orElseThrow()
        .rows(store.zone(APEX).orElseThrow(), rows::add);
    assertThat(rows)
        .filteredOn(row -> row.type().equals("A"))
        .extracting(StoredRow::auth)
        .containsExactly(expected);
  }
}
