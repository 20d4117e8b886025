package org.polderdns.backend.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.polderdns.backend.Backend;
import org.polderdns.backend.contract.StoreContract;

/** A PostgreSQL without the operators that compare octets, as other servers of its protocol are. */
class BytewiseOrderTest extends StoreContract {
  private static final Shared<PostgresqlServer> SERVER = new Shared<>(() -> {
    PostgresqlServer server = PostgresqlServer.own();
    server.execute(
        "drop index recordorder",
        "create index recordorder on records (domain_id, ordername collate \"C\")",
        "set allow_system_table_mods = on",
        "delete from pg_operator where oprname in ('~<~', '~<=~', '~>~', '~>=~')");
    return server;
  });

  @Override
  protected Backend open() throws Exception {
    return SERVER.get().cleared().open();
  }

  @AfterAll
  static void end() throws Exception {
    SERVER.get().close();
  }

  @Test
  void theOperatorsAreMissed() throws Exception {
    try (var connection = SERVER.get().connect()) {
      assertThat(ServerFeatures.missing(DatabaseKind.POSTGRESQL, connection))
          .containsExactly(DatabaseKind.BYTEWISE_OPERATORS);
    }
    try (var connection = PostgresqlServer.shared().connect()) {
      assertThat(ServerFeatures.missing(DatabaseKind.POSTGRESQL, connection)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          get-order-first-query  | order by r.ordername limit 1
          get-order-before-query | where r.ordername <= :ordername and
          get-order-after-query  | where r.ordername > :ordername and
          get-order-last-query   | order by r.ordername desc limit 1
          """)
  void whoLacksTheCollationTooComparesPlainly(String suffix, String expected) {
    Query query = Query.find(suffix).orElseThrow();
    Set<String> missing = Set.of(DatabaseKind.BYTEWISE_OPERATORS, DatabaseKind.BYTEWISE_COLLATION);
    assertThat(DefaultTexts.named(DatabaseKind.POSTGRESQL, query, missing))
        .containsIgnoringCase(expected)
        .doesNotContain("~", "USING", "COLLATE");
    assertThat(DefaultTexts.named(
            DatabaseKind.POSTGRESQL, query, Set.of(DatabaseKind.BYTEWISE_OPERATORS)))
        .contains("r.ordername COLLATE \"C\"")
        .doesNotContain("~", "USING");
  }
}
