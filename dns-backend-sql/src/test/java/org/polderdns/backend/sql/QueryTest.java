package org.polderdns.backend.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.polderdns.backend.BackendSetting;

/** The queries and their default texts. */
class QueryTest {
  @Test
  void thereAre67() {
    assertThat(Query.values()).hasSize(67).extracting(Query::suffix).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource(DatabaseKind.class)
  void defaultsHaveEachParameterOnceInItsOrder(DatabaseKind kind) {
    for (Query query : Query.values()) {
      String text = DefaultTexts.named(kind, query, Set.of());
      assertThat(Pattern.compile(":([a-z_0-9]+)").matcher(text).results())
          .as(query.suffix())
          .extracting((MatchResult found) -> found.group(1))
          .isEqualTo(query.parameters());
      assertThat(text).doesNotContain("{").doesNotContain("}");
    }
  }

  @ParameterizedTest
  @EnumSource(DatabaseKind.class)
  void printedDefaultReadsBackAsTheDefault(DatabaseKind kind) {
    for (Query query : Query.values()) {
      String printed = DefaultTexts.printed(kind, query);
      JdbcText text = TextReader.read(printed, kind, kind.parameterStyle(), query.parameters());
      String named = DefaultTexts.named(kind, query, Set.of());
      assertThat(text)
          .as(query.suffix())
          .isEqualTo(TextReader.read(named, kind, ParameterStyle.NAMED, query.parameters()));
    }
  }

  @Test
  void defaultsArePrintedInTheStyleOfTheDatabase() {
    assertThat(text(DatabaseKind.SQLITE, "delete-names-query"))
        .isEqualTo("DELETE FROM records WHERE domain_id = :domain_id AND name = :qname");
    assertThat(text(DatabaseKind.POSTGRESQL, "delete-names-query"))
        .isEqualTo("DELETE FROM records WHERE domain_id = $1 AND name = $2");
    assertThat(text(DatabaseKind.MYSQL, "delete-names-query"))
        .isEqualTo("DELETE FROM records WHERE domain_id = ? AND name = ?");
  }

  private static String text(DatabaseKind kind, String suffix) {
    List<BackendSetting> settings = Queries.settings(kind);
    return settings.stream()
        .filter(setting -> setting.suffix().equals(suffix))
        .findFirst()
        .orElseThrow()
        .defaultValue();
  }

  @Test
  void columnsThatOldTablesLackAreNotAskedFor() {
    Set<String> missing = Set.of("options", "catalog", "published");
    for (Query query : List.of(Query.INFO_ZONE, Query.ALL_ZONES, Query.KEYS, Query.ADD_KEY)) {
      assertThat(DefaultTexts.named(DatabaseKind.SQLITE, query, missing))
          .doesNotContain("options")
          .doesNotContain("catalog")
          .doesNotContain("published");
    }
  }
}
