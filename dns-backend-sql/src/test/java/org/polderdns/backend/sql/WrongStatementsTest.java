package org.polderdns.backend.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.polderdns.backend.Backend;
import org.polderdns.backend.BackendSettings;
import org.polderdns.backend.Launch;
import org.polderdns.backend.MetadataStore;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.ZoneKind;
import org.polderdns.backend.ZoneListing;
import org.polderdns.backend.ZoneWriting;
import org.polderdns.backend.contract.ZoneText;
import org.polderdns.wire.Name;

/** Statements of operators that are wrong, and such as are right in their own way. */
class WrongStatementsTest {
  private static final Name APEX = Name.parse("example.org.");

  @TempDir
  Path directory;

  private Backend open(String suffix, String text) {
    return Database.open(directory.resolve("zones.sqlite"), Map.of(suffix, text));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          any-id-query    | select content, ttl from records where name = :qname \
          | expected 8 columns (content, ttl, prio, type, domain_id, disabled, name, auth), found 2
          any-id-query    | select content from records where name = :name \
          | expected the parameters :qname, :domain_id, found :name
          basic-query     | select content from records where name = ? \
          | expected the parameters :qtype, :qname, found ?
          any-id-query    | delete from records | auth), found none
          list-autoprimaries | select ip from supermasters where ip = :ip \
          | expected no parameters, found :ip
          any-id-query    | selct 1 | syntax error
          info-zone-query | select * from zones where name = :domain | no such table: zones
          delete-zone-query | delete from records where zone = :domain_id | no such column: zone
          """)
  void areRefusedWithTheirSetting(String suffix, String text, String reason) {
    assertThatThrownBy(() -> open(suffix, text))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("gsqlite3: ")
        .hasMessageContaining("gsqlite3-" + suffix + ": ")
        .hasMessageContaining(reason);
  }

  @Test
  void failureThatShowsLaterIsToldWithItsSetting() throws Exception {
    String text = "select content, ttl, prio, type, domain_id, disabled, name, auth from other"
        + " where name = :qname";
    Path file = directory.resolve("zones.sqlite");
    Database.open(file).close();
    try (Database other = new Database(file)) {
      other.zone();
      other.execute("create view other as select * from records");
      try (Backend store = open("any-id-query", text)) {
        ZoneInfo zone = store.zone(APEX).orElseThrow();
        assertThat(store.lookup(zone, List.of(APEX))).hasSize(1);
        other.execute("drop view other");
        assertThatThrownBy(() -> store.lookup(zone, List.of(APEX)))
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("gsqlite3-any-id-query: ")
            .hasMessageContaining("no such table");
      }
    }
  }

  @Test
  void moreColumnsAndOtherNamesAreFine() throws Exception {
    String text = "select '192.0.2.9', 60, 0, 'A', 1, null, :qname, 1, 'more' as more";
    try (Backend store = open("any-id-query", text)) {
      ZoneInfo zone = ZoneInfo.of(1, APEX, ZoneKind.NATIVE);
      Name any = Name.parse("Any.example.org");
      assertThat(store.lookup(zone, List.of(any)).get(any).rrsets()).hasSize(1);
    }
  }

  @Test
  void rowsOfOtherNamesThanAskedForAreDropped() throws Exception {
    String text = "select '192.0.2.9', 60, 0, 'A', 1, 0, 'other.example.org', 1";
    try (Backend store = open("any-id-query", text)) {
      ZoneInfo zone = ZoneInfo.of(1, APEX, ZoneKind.NATIVE);
      assertThat(store.lookup(zone, List.of(APEX))).isEmpty();
    }
  }

  @Test
  void soaOfTheOperatorsStatementMakesAZone() throws Exception {
    String text = "select 'ns1.example.org h.example.org 1 2 3 4 5', 60, 0, 'SOA', 77, 0, :qname, 1"
        + " where :qtype = 'SOA' and :qname = 'example.org'";
    try (Backend store = open("basic-query", text)) {
      assertThat(store.zone(APEX).orElseThrow().id()).isEqualTo(77);
      assertThat(store.zone(Name.parse("example.net"))).isEmpty();
    }
  }

  @Test
  void listOfZonesMayLackTheCatalogAsStatementsOf47Do() throws Exception {
    String text = "select id, name, null, type, master, notified_serial, last_check, account"
        + " from domains where :include_disabled or name <> ''";
    try (Backend store = open("get-all-domains-query", text)) {
      ZoneText.load(store, APEX, "@ 60 SOA ns1 h 1 2 3 4 5\n");
      assertThat(store.capability(ZoneListing.class).orElseThrow().zones())
          .extracting(ZoneInfo::apex)
          .containsExactly(APEX);
    }
  }

  @Test
  void defaultsForMetadataComeFromTheOperatorsStatement() throws Exception {
    String text = "select content from domainmetadata m join domains d on d.id = m.domain_id"
        + " where d.name = :domain and kind = :kind union all select 'all' where :kind = 'X-ALL'";
    try (Backend store = open("get-domain-metadata-query", text)) {
      ZoneText.load(store, APEX, "@ 60 SOA ns1 h 1 2 3 4 5\n");
      MetadataStore metadata = store.capability(MetadataStore.class).orElseThrow();
      assertThat(metadata.metadata(APEX, "x-all")).containsExactly("all");
      metadata.setMetadata(APEX, "X-ALL", List.of("one"));
      assertThat(metadata.metadata(APEX, "X-ALL")).containsExactly("one", "all");
    }
  }

  @Test
  void defaultGivenAsASettingIsTheDefault() throws Exception {
    String text = DefaultTexts.printed(DatabaseKind.SQLITE, Query.ANY_ID).replace(" ", "  ");
    Queries queries = Queries.of(
        BackendSettings.of(
            new Launch("gsqlite3", ""), new SqliteBackendFactory(), Map.of("any-id-query", text)),
        DatabaseKind.SQLITE,
        DatabaseKind.SQLITE);
    assertThat(queries.areDefault(Query.ANY_ID)).isTrue();
    try (Backend store = open("any-id-query", text)) {
      assertThat(store.capability(ZoneWriting.class)).isPresent();
    }
  }
}
