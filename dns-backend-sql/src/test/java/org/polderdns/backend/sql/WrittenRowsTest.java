package org.polderdns.backend.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.polderdns.backend.Backend;
import org.polderdns.backend.NameOrder;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.backend.ZoneWriting;
import org.polderdns.backend.contract.ZoneText;
import org.polderdns.records.RRset;
import org.polderdns.records.RdataFormats;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.change.Changeset;

/** What other programs find in the tables. */
class WrittenRowsTest {
  private static final Name APEX = Name.parse("example.org.");

  /** Every kind of place in a zone; what a change should restore from any other state. */
  private static final String ZONE = """
      $TTL 300
      @ SOA ns1 hostmaster 1 2 3 4 5
      @ NS ns1
      ns1 A 192.0.2.1
      a.b.c A 192.0.2.3
      *.W MX 10 mail
      mx MX 0 .
      _s._tcp SRV 1 2 3 Target.Example.
      odd\\.dot.sp\\032ace TXT "q\\"b\\\\ \\007"
      sub NS ns.sub
      sub A 192.0.2.9
      ns.sub A 192.0.2.2
      x.y.sub TXT "occluded"
      sec NS ns1
      sec DS 1 13 2 abababababababababababababababababababababababababababababababab
      only.insecure NS ns1
      d DNAME e.example.
      u.d A 192.0.2.4
      svc HTTPS 1 foo.example.org. alpn=h2,h3
      """;

  private static final List<String> ROWS = List.of(
      "*.w.example.org|MX|mail.example.org|300|10|0|w *|1",
      "_s._tcp.example.org|SRV|2 3 Target.Example|300|1|0|_tcp _s|1",
      "_tcp.example.org|null|null|null|null|0|null|1",
      "a.b.c.example.org|A|192.0.2.3|300|0|0|c b a|1",
      "b.c.example.org|null|null|null|null|0|null|1",
      "c.example.org|null|null|null|null|0|null|1",
      "d.example.org|DNAME|e.example|300|0|0|d|1",
      "example.org|NS|ns1.example.org|300|0|0||1",
      "example.org|SOA|ns1.example.org hostmaster.example.org 1 2 3 4 5|300|0|0||1",
      "insecure.example.org|null|null|null|null|0|null|0",
      "mx.example.org|MX|.|300|0|0|mx|1",
      "ns.sub.example.org|A|192.0.2.2|300|0|0|null|0",
      "ns1.example.org|A|192.0.2.1|300|0|0|ns1|1",
      "odd\\.dot.sp\\032ace.example.org|TXT|\"q\\\"b\\\\ \\007\"|300|0|0|sp\\032ace odd\\.dot|1",
      "only.insecure.example.org|NS|ns1.example.org|300|0|0|insecure only|0",
      "sec.example.org|DS|1 13 2 " + "ab".repeat(32) + "|300|0|0|sec|1",
      "sec.example.org|NS|ns1.example.org|300|0|0|sec|0",
      "sp\\032ace.example.org|null|null|null|null|0|null|1",
      "sub.example.org|A|192.0.2.9|300|0|0|null|0",
      "sub.example.org|NS|ns.sub.example.org|300|0|0|sub|0",
      "svc.example.org|HTTPS|1 foo.example.org. alpn=h2,h3|300|0|0|svc|1",
      "u.d.example.org|A|192.0.2.4|300|0|0|d u|1",
      "w.example.org|null|null|null|null|0|null|1",
      "x.y.sub.example.org|TXT|\"occluded\"|300|0|0|null|0");

  @TempDir
  Path directory;

  private Backend store;
  private Database other;

  @BeforeEach
  void open() throws SQLException {
    Path file = directory.resolve("zones.sqlite");
    store = Database.open(file);
    other = new Database(file);
    ZoneText.load(store, APEX, ZONE);
  }

  @AfterEach
  void close() throws SQLException {
    other.close();
    store.close();
  }

  private List<String> rows() throws SQLException {
    return other.rows(
        "select name, type, content, ttl, prio, disabled, ordername, auth from records"
            + " order by name, type, content");
  }

  private void apply(Changeset changes) {
    try (ZoneTransaction tx = store.capability(ZoneWriting.class).orElseThrow().begin(APEX)) {
      tx.apply(changes);
      tx.commit();
    }
  }

  private static RRset rrset(String owner, String type, String data) {
    RecordType of = RecordType.parse(type);
    return RRset.of(
        Name.parse(owner, APEX), of, 300, List.of(RdataFormats.of(of).parse(data, Name.ROOT)));
  }

  private static Name name(String relative) {
    return Name.parse(relative, APEX);
  }

  @Test
  void rowsAreAsTheSchemaWantsThem() throws SQLException {
    assertThat(rows()).containsExactlyElementsOf(ROWS);
  }

  @Test
  void zoneRowIsAsTheSchemaWantsIt() throws SQLException {
    assertThat(other.rows(
            "select name, type, master, last_check, notified_serial, account, options, catalog"
                + " from domains"))
        .containsExactly("example.org|NATIVE||null|null||null|null");
  }

  @Test
  void newDelegationOccludesWhatIsBelow() throws SQLException {
    apply(Changeset.of(APEX).add(rrset("c", "NS", "ns1.example.org.")).build());
    assertThat(other.rows(
            "select name, type, ordername, auth from records where name like '%.c.example.org'"
                + " or name = 'c.example.org' order by name"))
        .containsExactly("a.b.c.example.org|A|null|0", "c.example.org|NS|c|0");
    apply(Changeset.of(APEX).deleteRRset(name("c"), RecordType.NS).build());
    assertThat(rows()).containsExactlyElementsOf(ROWS);
  }

  @Test
  void delegationThatGoesUncoversWhatIsBelow() throws SQLException {
    apply(Changeset.of(APEX).deleteRRset(name("sub"), RecordType.NS).build());
    assertThat(other.rows(
            "select name, type, ordername, auth from records where name like '%sub.example.org'"
                + " order by name"))
        .containsExactly(
            "ns.sub.example.org|A|sub ns|1",
            "sub.example.org|A|sub|1",
            "x.y.sub.example.org|TXT|sub y x|1",
            "y.sub.example.org|null|null|1");
    apply(Changeset.of(APEX).add(rrset("sub", "NS", "ns.sub.example.org.")).build());
    assertThat(rows()).containsExactlyElementsOf(ROWS);
  }

  @Test
  void emptyNonTerminalIsAuthoritativeOnceSomethingBelowItIs() throws SQLException {
    apply(Changeset.of(APEX).add(rrset("beside.insecure", "A", "192.0.2.1")).build());
    assertThat(other.rows("select auth from records where name = 'insecure.example.org'"))
        .containsExactly("1");
    apply(Changeset.of(APEX).deleteName(name("beside.insecure")).build());
    assertThat(rows()).containsExactlyElementsOf(ROWS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1 0 1 ab", "1 1 0 -"})
  void rectifyingSetsRowsRightAndThenFindsNothing(String param) throws SQLException {
    try (ZoneTransaction tx = store.capability(ZoneWriting.class).orElseThrow().begin(APEX)) {
      tx.setMetadata(NameOrder.NSEC3PARAM, param.isEmpty() ? List.of() : List.of(param));
      tx.commit();
    }
    ZoneText.load(store, APEX, ZONE);
    List<String> loaded = rows();
    assertThat(rectify()).isZero();
    other.execute(
        "update records set ordername = 'x', auth = 0 where name like '%u%'",
        "update records set ordername = null, auth = 1 where name like '%sub%'",
        "delete from records where type is null and name like '%c%'",
        "insert into records (domain_id, name, auth, disabled)"
            + " select id, 'stale.example.org', 1, 0 from domains",
        "insert into records (domain_id, name, auth, disabled)"
            + " select id, 'a.b.c.example.org', 1, 0 from domains",
        "insert into records (domain_id, name, type, content, auth, disabled)"
            + " select id, 'hidden.example.org', 'A', '192.0.2.1', 0, 1 from domains");
    assertThat(rectify()).isGreaterThan(10);
    other.execute("delete from records where disabled = 1");
    assertThat(rows()).isEqualTo(loaded);
    assertThat(rectify()).isZero();
  }

  private long rectify() {
    try (ZoneTransaction tx = store.capability(ZoneWriting.class).orElseThrow().begin(APEX)) {
      long changed = tx.rectify().orElseThrow();
      tx.commit();
      return changed;
    }
  }

  @Test
  void changedAndRestoredZoneHasTheSameRows() throws SQLException {
    List<RRset> sets = List.of(
        rrset("a.b.c", "A", "192.0.2.3"),
        rrset("_s._tcp", "SRV", "1 2 3 Target.Example."),
        rrset("ns.sub", "A", "192.0.2.2"),
        rrset("odd\\.dot.sp\\032ace", "TXT", "\"q\\\"b\\\\ \\007\""));
    for (RRset set : sets) {
      apply(Changeset.of(APEX).deleteName(set.owner()).build());
      assertThat(rows()).hasSizeLessThan(ROWS.size());
      apply(Changeset.of(APEX).add(set).build());
      assertThat(rows()).as("%s", set).containsExactlyElementsOf(ROWS);
    }
  }

  @Test
  void changeLeavesOtherRowsTheirIds() throws SQLException {
    List<String> before = other.rows("select id, name from records where name <> 'mx.example.org'");
    apply(Changeset.of(APEX).add(rrset("mx", "A", "192.0.2.7")).build());
    assertThat(other.rows("select id, name from records where name <> 'mx.example.org'"))
        .containsExactlyElementsOf(before);
  }

  @Test
  void signaturesKeepTheTtlOfWhatTheyCover() throws SQLException {
    String signature = " 13 2 300 20300101000000 20200101000000 1 @ AAAA\n";
    ZoneText.load(
        store,
        APEX,
        ZONE + "@ 300 RRSIG SOA" + signature + "@ 60 RRSIG NSEC" + signature
            + "@ 60 NSEC ns1 SOA\n");
    assertThat(other.rows(
            "select substr(content, 1, 4), ttl from records where type = 'RRSIG' order by 1"))
        .containsExactly("NSEC|60", "SOA |300");
  }
}
