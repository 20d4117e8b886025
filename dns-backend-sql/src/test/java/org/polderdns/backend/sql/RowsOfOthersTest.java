package org.polderdns.backend.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polderdns.backend.Backend;
import org.polderdns.backend.BackendSet;
import org.polderdns.backend.RecordListing;
import org.polderdns.backend.RowListing;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.StoredNode;
import org.polderdns.backend.StoredRow;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.ZoneKind;
import org.polderdns.backend.ZoneListing;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.backend.ZoneWriting;
import org.polderdns.records.RRset;
import org.polderdns.records.Rdata;
import org.polderdns.records.RdataFormats;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.ZoneView;
import org.polderdns.zone.change.Changeset;

/** Rows that other programs wrote, good and bad. */
class RowsOfOthersTest {
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

  private ZoneInfo zone() {
    return store.zone(APEX).orElseThrow();
  }

  private StoredNode node(String owner) {
    Name name = Name.parse(owner, APEX);
    StoredNode absent = new StoredNode(name, List.of(), List.of(RecordType.of(255)));
    return store.lookup(zone(), List.of(name)).getOrDefault(name, absent);
  }

  private List<String> data(String owner) {
    List<String> lines = new ArrayList<>();
    for (RRset set : node(owner).rrsets()) {
      set.rdatas()
          .forEach(r -> lines.add(set.type() + " " + RdataFormats.of(set.type()).print(r)));
    }
    return lines;
  }

  private boolean exists(String owner) {
    BackendSet zones = new BackendSet(List.of(store), BackendSet.Options.DEFAULT);
    return zones.zone(APEX).orElseThrow().node(Name.parse(owner, APEX)).isPresent();
  }

  @Test
  void textWithoutQuotesIsOneString() throws SQLException {
    other.record("t.example.org", "TXT", "hello world");
    other.record("u.example.org", "TXT", "\"a\"\"b\" \"c\"");
    other.record("v.example.org", "TXT", "\"" + "x".repeat(300) + "\"");
    assertThat(data("t")).containsExactly("TXT \"hello world\"");
    assertThat(data("u")).containsExactly("TXT \"a\" \"b\" \"c\"");
    assertThat(data("v"))
        .containsExactly("TXT \"" + "x".repeat(255) + "\" \"" + "x".repeat(45) + "\"");
  }

  @Test
  void namesAreReadWithAndWithoutTheirLastDot() throws SQLException {
    other.record("a.example.org", "CNAME", "www.example.org");
    other.record("b.example.org", "CNAME", "www.example.org.");
    other.record("c.example.org", "PTR", "a;b(c).example.org");
    assertThat(data("a")).containsExactly("CNAME www.example.org.");
    assertThat(data("b")).containsExactly("CNAME www.example.org.");
    assertThat(data("c")).containsExactly("PTR a\\;b\\(c\\).example.org.");
  }

  @Test
  void priorityStandsBeforeMxAndSrvOnly() throws SQLException {
    other.execute("insert into records (domain_id, name, type, content, ttl, prio) values"
        + " (1, 'm.example.org', 'MX', 'mail.example.org', 60, 10),"
        + " (1, 's.example.org', 'SRV', '2 3 host.example.org', 60, 1),"
        + " (1, 'k.example.org', 'KX', '4 host.example.org', 60, 9),"
        + " (1, 'o.example.org', 'MX', '10 mail.example.org', 60, 0)");
    assertThat(data("m")).containsExactly("MX 10 mail.example.org.");
    assertThat(data("s")).containsExactly("SRV 1 2 3 host.example.org.");
    assertThat(data("k")).containsExactly("KX 4 host.example.org.");
    assertThat(node("o").broken()).containsExactly(RecordType.MX);
  }

  @Test
  void rowThatCannotBeReadFailsItsRRsetOnly() throws SQLException {
    other.record("bad.example.org", "A", "300.1.1.1");
    other.record("bad.example.org", "A", "192.0.2.1");
    other.record("bad.example.org", "AAAA", "2001:db8::1");
    other.record("bad.example.org", "NOTYPE", "x");
    assertThat(data("bad")).containsExactly("AAAA 2001:db8::1");
    ZoneView view =
        new BackendSet(List.of(store), BackendSet.Options.DEFAULT).zone(APEX).orElseThrow();
    ZoneNode node = view.node(Name.parse("bad", APEX)).orElseThrow();
    assertThat(node.has(RecordType.AAAA)).isTrue();
    assertThat(node.has(RecordType.MX)).isFalse();
    assertThatThrownBy(() -> node.has(RecordType.A))
        .isInstanceOf(StoreException.class)
        .hasMessage(
            "gsqlite3: a record of bad.example.org. A in the zone example.org. cannot be read");
    List<StoredRow> rows = new ArrayList<>();
    store.capability(RowListing.class).orElseThrow().rows(zone(), rows::add);
    assertThat(rows)
        .filteredOn(row -> !row.problem().isEmpty())
        .extracting(StoredRow::type)
        .containsExactly("A", "NOTYPE");
  }

  @Test
  void brokenRRsetCanBeReplacedAndDeletedButNotAddedTo() throws SQLException {
    other.record("bad.example.org", "A", "300.1.1.1");
    Octets address = Octets.of(192, 0, 2, 1);
    RRset good = RRset.of(Name.parse("bad.example.org."), 60, new Rdata(RecordType.A, address));
    try (ZoneTransaction tx = begin()) {
      assertThatThrownBy(() -> tx.apply(Changeset.of(APEX).add(good).build()))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("bad.example.org. A cannot be read");
      tx.apply(Changeset.of(APEX).replace(good).build());
      tx.commit();
    }
    assertThat(data("bad")).containsExactly("A 192.0.2.1");
  }

  private ZoneTransaction begin() {
    return store.capability(ZoneWriting.class).orElseThrow().begin(APEX);
  }

  @Test
  void hiddenRowsAreNotFoundAndStayWhenTheNameIsDeleted() throws SQLException {
    other.record("h.example.org", "A", "192.0.2.1");
    other.execute("update records set disabled = 1 where name = 'h.example.org'");
    other.record("n.example.org", "A", "192.0.2.1");
    other.execute("update records set disabled = null where name = 'n.example.org'");
    assertThat(exists("h")).isFalse();
    assertThat(exists("n")).isFalse();
    List<StoredRow> rows = new ArrayList<>();
    store.capability(RowListing.class).orElseThrow().rows(zone(), rows::add);
    assertThat(rows).filteredOn(StoredRow::disabled).hasSize(2);
    try (ZoneTransaction tx = begin()) {
      tx.apply(Changeset.of(APEX).deleteName(Name.parse("h.example.org.")).build());
      tx.commit();
    }
    assertThat(other.rows("select count(*) from records where name = 'h.example.org'"))
        .containsExactly("1");
  }

  @Test
  void zoneWithHiddenSoaIsNotServed() throws SQLException {
    ZoneListing listing = store.capability(ZoneListing.class).orElseThrow();
    assertThat(listing.servedZones()).hasSize(1);
    other.execute("update records set disabled = 1 where type = 'SOA'");
    assertThat(listing.servedZones()).isEmpty();
    assertThat(listing.zones()).hasSize(1);
  }

  @Test
  void ttlThatIsMissingIsAnHourAndOthersThatDifferGiveWayToTheLeast() throws SQLException {
    other.record("a.example.org", "A", "192.0.2.1");
    other.execute("update records set ttl = null where name = 'a.example.org'");
    other.record("b.example.org", "A", "192.0.2.1");
    other.record("b.example.org", "A", "192.0.2.2");
    other.execute("update records set ttl = 30 where content = '192.0.2.2'");
    other.record("c.example.org", "A", "192.0.2.1");
    other.execute("update records set ttl = -1 where name = 'c.example.org'");
    assertThat(node("a").rrsets().get(0).ttl()).isEqualTo(3600);
    assertThat(node("b").rrsets().get(0).ttl()).isEqualTo(30);
    assertThat(node("c").broken()).containsExactly(RecordType.A);
  }

  @Test
  void emptyNonTerminalsAreSeenWithoutTheirRows() throws SQLException {
    other.record("a.b.c.example.org", "A", "192.0.2.1");
    assertThat(exists("b.c")).isTrue();
    assertThat(exists("c")).isTrue();
    assertThat(exists("d.c")).isFalse();
  }

  @Test
  void emptyNonTerminalsThatAreLeftBehindAreSeenToo() throws SQLException {
    other.execute("insert into records (domain_id, name, disabled) values (1, 'e.example.org', 0)");
    assertThat(exists("e")).isTrue();
    assertThat(node("e").rrsets()).isEmpty();
  }

  @Test
  void rowsOutsideTheZoneAndOddNamesAreLeftOutOfListings() throws SQLException {
    other.record("example.net", "A", "192.0.2.1");
    other.record("a..b.example.org", "A", "192.0.2.1");
    other.record("fine.example.org", "A", "192.0.2.1");
    List<Name> owners = new ArrayList<>();
    store
        .capability(RecordListing.class)
        .orElseThrow()
        .list(zone(), node -> owners.add(node.owner()));
    assertThat(owners).containsExactly(APEX, Name.parse("fine.example.org."));
    List<StoredRow> rows = new ArrayList<>();
    store.capability(RowListing.class).orElseThrow().rows(zone(), rows::add);
    assertThat(rows).filteredOn(row -> !row.problem().isEmpty()).hasSize(2);
  }

  @Test
  void zoneRowsAreReadWithWhatTheyLack() throws SQLException {
    other.execute("insert into domains (id, name, type, master) values"
        + " (2, 'Upper.Example', 'SLAVE', '192.0.2.1,192.0.2.2:53  2001:db8::1'),"
        + " (3, 'a..b', 'NATIVE', null), (4, 'odd.example', 'WHATEVER', null)");
    ZoneInfo upper = store.zone(Name.parse("upper.example")).orElseThrow();
    assertThat(upper.kind()).isEqualTo(ZoneKind.SLAVE);
    assertThat(upper.primaries()).containsExactly("192.0.2.1", "192.0.2.2:53", "2001:db8::1");
    assertThat(upper.notifiedSerial()).isEqualTo(-1);
    assertThat(store.capability(ZoneListing.class).orElseThrow().zones())
        .extracting(ZoneInfo::id)
        .containsExactly(1L, 2L, 4L);
    assertThat(store.zone(Name.parse("odd.example")).orElseThrow().kind())
        .isEqualTo(ZoneKind.NATIVE);
  }

  @Test
  void databaseFromBefore47IsRead() throws SQLException {
    other.execute(
        "drop index catalog_idx",
        "alter table domains drop column catalog",
        "alter table domains drop column options");
    try (Backend old = Database.open(directory.resolve("zones.sqlite"))) {
      ZoneInfo zone = old.zone(APEX).orElseThrow();
      assertThat(zone.options()).isEmpty();
      try (ZoneTransaction tx = old.capability(ZoneWriting.class).orElseThrow().begin(APEX)) {
        tx.update(zone.withAccount("me"));
        assertThatThrownBy(() -> tx.update(zone.withOptions("{}")))
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("lacks the columns options and catalog");
      }
    }
  }

  @Test
  void databaseOfAnotherKindIsRefused() throws SQLException {
    Path file = directory.resolve("other.sqlite");
    try (Database database = new Database(file)) {
      database.execute("create table things (id integer)");
    }
    assertThatThrownBy(() -> Database.open(file))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("gsqlite3: ")
        .hasMessageContaining("found none of them");
    other.execute("drop index records_order_idx", "alter table records drop column ordername");
    assertThatThrownBy(() -> Database.open(directory.resolve("zones.sqlite")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("table records lacks the column ordername");
  }

  @Test
  void newRowsOfUnorderedZoneHaveNoOrdername() throws SQLException {
    other.record("www.example.org", "A", "192.0.2.1");
    try (ZoneTransaction tx = begin()) {
      RRset added = node("www").rrsets().get(0).withOwner(Name.parse("x.y.example.org."));
      tx.apply(Changeset.of(APEX).add(added).build());
      tx.commit();
    }
    assertThat(other.rows(
            "select name, type, ordername, auth from records where name like '%y.example.org'"
                + " order by name"))
        .containsExactly("x.y.example.org|A|null|1", "y.example.org|null|null|1");
  }
}
