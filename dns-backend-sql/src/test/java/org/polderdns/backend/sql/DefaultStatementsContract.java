package org.polderdns.backend.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.polderdns.backend.BackendSettings;

/** What the default statements do, those that nothing uses yet included. */
abstract class DefaultStatementsContract {
  private Session session;
  private Queries queries;
  private long zone;

  /** The settings of an empty database. */
  abstract BackendSettings settings() throws Exception;

  abstract SqlBackendFactory factory();

  @BeforeEach
  void openDatabase() throws Exception {
    BackendSettings settings = settings();
    Dialect dialect = factory().dialect(settings);
    session = new Session(dialect.connect(false));
    queries = Queries.of(settings, factory().statements(), dialect.kind());
    run(Query.INSERT_ZONE, "MASTER", "example.org", "192.0.2.1", "me");
    zone = Long.parseLong(rows(Query.INFO_ZONE, "example.org").get(0).split("\\|")[0]);
    record("example.org", "SOA", "a b 1 2 3 4 5", "");
    record("www.example.org", "A", "192.0.2.1", "www");
    record("x_y.example.org", "TXT", "\"50%\"", "x_y");
  }

  @AfterEach
  void closeDatabase() {
    session.close();
  }

  private void record(String name, String type, String content, @Nullable String ordername)
      throws SQLException {
    run(Query.INSERT_RECORD, content, 60, 0, type, zone, false, name, ordername, true);
  }

  private void run(Query query, @Nullable Object... values) throws SQLException {
    queries.run(session, query, values);
  }

  /** Rows with their columns joined by bars, flags as 0 and 1. */
  private List<String> rows(Query query, @Nullable Object... values) throws SQLException {
    return queries.list(session, query, row -> line(row, query.columns()), values);
  }

  private static String line(ResultSet row, List<String> columns) throws SQLException {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      String text = row.getString(i + 1);
      boolean flag = List.of("disabled", "auth", "active", "published").contains(columns.get(i));
      texts.add(flag ? SchemaText.isTrue(text) ? "1" : "0" : text);
    }
    return String.join("|", texts);
  }

  private String r8(String name, String type, String content) {
    return content + "|60|0|" + type + "|" + zone + "|0|" + name + "|1";
  }

  @Test
  void allCanBePrepared() throws SQLException {
    for (Query query : Query.values()) {
      queries.check(session, query);
    }
  }

  @Test
  void lookUps() throws SQLException {
    String www = r8("www.example.org", "A", "192.0.2.1");
    assertThat(rows(Query.BASIC, "A", "www.example.org")).containsExactly(www);
    assertThat(rows(Query.ID, "A", "www.example.org", zone)).containsExactly(www);
    assertThat(rows(Query.ID, "A", "www.example.org", zone + 1)).isEmpty();
    assertThat(rows(Query.ANY, "www.example.org")).containsExactly(www);
    assertThat(rows(Query.ANY_ID, "www.example.org", zone)).containsExactly(www);
    assertThat(rows(Query.API_ID, true, "A", "www.example.org", zone)).containsExactly(www);
    assertThat(rows(Query.API_ANY_ID, false, "www.example.org", zone)).containsExactly(www);
    assertThat(rows(Query.LIST, false, zone)).hasSize(3).contains(www + "|www");
    assertThat(rows(Query.LIST_SUBZONE, "www.example.org", "%.www.example.org", zone))
        .containsExactly(www);
  }

  @Test
  void disabledRowsAreSeenWhenAskedFor() throws SQLException {
    run(Query.INSERT_RECORD, "192.0.2.9", 60, 0, "A", zone, true, "d.example.org", null, true);
    assertThat(rows(Query.ANY_ID, "d.example.org", zone)).isEmpty();
    assertThat(rows(Query.API_ANY_ID, false, "d.example.org", zone)).isEmpty();
    assertThat(rows(Query.API_ANY_ID, true, "d.example.org", zone)).hasSize(1);
    assertThat(rows(Query.LIST, true, zone)).hasSize(4);
    assertThat(rows(Query.LIST, false, zone)).hasSize(3);
  }

  @Test
  void searchIsOfPatternsWithEscapes() throws SQLException {
    assertThat(rows(Query.SEARCH_RECORDS, "WWW%", "WWW%", 9))
        .containsExactly(r8("www.example.org", "A", "192.0.2.1"));
    assertThat(rows(Query.SEARCH_RECORDS, "x\\_y%", "x\\_y%", 9)).hasSize(1);
    assertThat(rows(Query.SEARCH_RECORDS, "w\\_w%", "w\\_w%", 9)).isEmpty();
    assertThat(rows(Query.SEARCH_RECORDS, "\"50\\%%", "\"50\\%%", 9)).hasSize(1);
    assertThat(rows(Query.SEARCH_RECORDS, "%", "%", 2)).hasSize(2);
  }

  @Test
  void orderIsOfOctets() throws SQLException {
    record("a-b.example.org", "A", "192.0.2.1", "a-b");
    record("b.a.example.org", "A", "192.0.2.1", "a b");
    assertThat(rows(Query.ORDER_FIRST, zone)).containsExactly("");
    assertThat(rows(Query.ORDER_AFTER, "", zone)).containsExactly("a b");
    assertThat(rows(Query.ORDER_AFTER, "a b", zone)).containsExactly("a-b");
    assertThat(rows(Query.ORDER_BEFORE, "a b~", zone)).containsExactly("a b|b.a.example.org");
    assertThat(rows(Query.ORDER_LAST, zone)).containsExactly("x_y|x_y.example.org");
  }

  @Test
  void orderAndAuthAreSetOnNamesAndTypes() throws SQLException {
    run(Query.UPDATE_ORDER, "new", false, zone, "www.example.org");
    assertThat(rows(Query.ORDER_AFTER, "n", zone)).containsExactly("new");
    run(Query.NULLIFY_ORDER, true, zone, "www.example.org");
    assertThat(rows(Query.ORDER_AFTER, "n", zone)).containsExactly("x_y");
    run(Query.UPDATE_ORDER_OF_TYPE, "new", false, zone, "www.example.org", "A");
    assertThat(rows(Query.ORDER_AFTER, "n", zone)).containsExactly("new");
    run(Query.NULLIFY_ORDER_OF_TYPE, true, zone, "www.example.org", "A");
    assertThat(rows(Query.ORDER_AFTER, "n", zone)).containsExactly("x_y");
  }

  @Test
  void emptyNonTerminalsComeAndGo() throws SQLException {
    run(Query.INSERT_EMPTY_NON_TERMINAL, zone, "e.example.org", null, true);
    run(Query.INSERT_EMPTY_NON_TERMINAL, zone, "f.example.org", "f", false);
    assertThat(rows(Query.ANY_ID, "e.example.org", zone)).hasSize(1);
    run(Query.DELETE_EMPTY_NON_TERMINAL, zone, "e.example.org");
    assertThat(rows(Query.ANY_ID, "e.example.org", zone)).isEmpty();
    run(Query.REMOVE_EMPTY_NON_TERMINALS, zone);
    assertThat(rows(Query.LIST, true, zone)).hasSize(3);
  }

  @Test
  void zonesAreListedByTheirKind() throws SQLException {
    run(Query.UPDATE_OPTIONS, "{}", "example.org");
    run(Query.UPDATE_CATALOG, "c.example", "example.org");
    assertThat(rows(Query.ALL_ZONES, false)).hasSize(1);
    assertThat(rows(Query.PRIMARIES))
        .containsExactly(zone + "|example.org|MASTER|null|{}|c.example|a b 1 2 3 4 5");
    assertThat(rows(Query.PRODUCER_MEMBERS, "c.example"))
        .containsExactly(zone + "|example.org|MASTER|{}");
    assertThat(rows(Query.SECONDARIES)).isEmpty();
    run(Query.UPDATE_KIND, "SLAVE", "example.org");
    run(Query.UPDATE_LAST_CHECK, 1_700_000_000L, zone);
    run(Query.UPDATE_SERIAL, 4_294_967_295L, zone);
    assertThat(rows(Query.SECONDARIES))
        .containsExactly(zone + "|example.org|SLAVE|192.0.2.1|1700000000|a b 1 2 3 4 5");
    assertThat(rows(Query.CONSUMER_MEMBERS, "c.example"))
        .containsExactly(zone + "|example.org|SLAVE|{}|192.0.2.1");
    run(Query.DELETE_NAMES, zone, "example.org");
    assertThat(rows(Query.ALL_ZONES, false)).isEmpty();
    assertThat(rows(Query.ALL_ZONES, true)).hasSize(1);
  }

  @Test
  void autoprimaries() throws SQLException {
    run(Query.AUTOPRIMARY_ADD, "192.0.2.7", "ns1.example.net", "them");
    assertThat(rows(Query.AUTOPRIMARY, "192.0.2.7", "ns1.example.net")).containsExactly("them");
    assertThat(rows(Query.AUTOPRIMARY_NAME_TO_IPS, "ns1.example.net", "them")).hasSize(1);
    assertThat(rows(Query.AUTOPRIMARIES)).hasSize(1);
    run(Query.AUTOPRIMARY_REMOVE, "192.0.2.7", "ns1.example.net");
    assertThat(rows(Query.AUTOPRIMARIES)).isEmpty();
  }

  @Test
  void metadata() throws SQLException {
    run(Query.SET_METADATA, "X-A", "1", "example.org");
    run(Query.SET_METADATA, "X-B", "2", "example.org");
    assertThat(rows(Query.METADATA, "example.org", "X-A")).containsExactly("1");
    assertThat(rows(Query.ALL_METADATA, "example.org")).containsExactly("X-A|1", "X-B|2");
    run(Query.CLEAR_METADATA, "example.org", "X-A");
    assertThat(rows(Query.ALL_METADATA, "example.org")).containsExactly("X-B|2");
    run(Query.CLEAR_ALL_METADATA, "example.org");
    assertThat(rows(Query.ALL_METADATA, "example.org")).isEmpty();
  }

  @Test
  void keys() throws SQLException {
    run(Query.ADD_KEY, 257, false, true, "secret", "example.org");
    long id = Long.parseLong(rows(Query.LAST_KEY_ID).get(0));
    assertThat(rows(Query.KEYS, "example.org")).containsExactly(id + "|257|0|1|secret");
    run(Query.ACTIVATE_KEY, "example.org", id);
    run(Query.UNPUBLISH_KEY, "example.org", id);
    assertThat(rows(Query.KEYS, "example.org")).containsExactly(id + "|257|1|0|secret");
    run(Query.DEACTIVATE_KEY, "example.org", id);
    run(Query.PUBLISH_KEY, "example.org", id);
    assertThat(rows(Query.KEYS, "example.org")).containsExactly(id + "|257|0|1|secret");
    run(Query.REMOVE_KEY, "example.org", id + 1);
    assertThat(rows(Query.KEYS, "example.org")).hasSize(1);
    run(Query.REMOVE_KEY, "example.org", id);
    assertThat(rows(Query.KEYS, "example.org")).isEmpty();
    run(Query.CLEAR_KEYS, "example.org");
  }

  @Test
  void tsigKeysAreReplaced() throws SQLException {
    run(Query.SET_TSIG_KEY, "k", "hmac-sha256", "b25l");
    run(Query.SET_TSIG_KEY, "k", "hmac-sha256", "dHdv");
    run(Query.SET_TSIG_KEY, "k", "hmac-md5", "dHdv");
    assertThat(rows(Query.TSIG_KEY, "k"))
        .containsExactlyInAnyOrder("hmac-sha256|dHdv", "hmac-md5|dHdv");
    assertThat(rows(Query.TSIG_KEYS)).hasSize(2);
    run(Query.DELETE_TSIG_KEY, "k");
    assertThat(rows(Query.TSIG_KEYS)).isEmpty();
  }

  @Test
  void comments() throws SQLException {
    run(Query.INSERT_COMMENT, zone, "www.example.org", "A", 1_700_000_000L, "me", "Why");
    run(Query.INSERT_COMMENT, zone, "example.org", "SOA", 1_700_000_000L, null, "50%");
    String why = zone + "|www.example.org|A|1700000000|me|Why";
    assertThat(rows(Query.COMMENTS, zone)).hasSize(2).contains(why);
    assertThat(rows(Query.SEARCH_COMMENTS, "why", "why", 9)).containsExactly(why);
    run(Query.DELETE_COMMENTS_OF_RRSET, zone, "www.example.org", "A");
    assertThat(rows(Query.COMMENTS, zone)).hasSize(1);
    run(Query.DELETE_COMMENTS, zone);
    assertThat(rows(Query.COMMENTS, zone)).isEmpty();
  }
}
