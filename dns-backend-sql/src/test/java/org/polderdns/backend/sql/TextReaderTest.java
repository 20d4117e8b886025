package org.polderdns.backend.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Statements as operators write them. */
class TextReaderTest {
  private static final List<String> NAMES = List.of("qtype", "qname");

  private static JdbcText numbered(String text) {
    return TextReader.read(text, DatabaseKind.POSTGRESQL, ParameterStyle.NUMBERED, NAMES);
  }

  private static JdbcText named(String text) {
    return TextReader.read(text, DatabaseKind.SQLITE, ParameterStyle.NAMED, NAMES);
  }

  private static JdbcText positional(String text) {
    return TextReader.read(text, DatabaseKind.MYSQL, ParameterStyle.POSITIONAL, NAMES);
  }

  @Test
  void parametersRepeatMoveAndAreLeftOut() {
    assertThat(numbered("select f($2, $1, $2)"))
        .isEqualTo(new JdbcText("select f(?, ?, ?)", List.of(1, 0, 1)));
    assertThat(numbered("select f($2)")).isEqualTo(new JdbcText("select f(?)", List.of(1)));
    assertThat(named("select :qname||:qtype, :qname"))
        .isEqualTo(new JdbcText("select ?||?, ?", List.of(1, 0, 1)));
    assertThat(named("select 1")).isEqualTo(new JdbcText("select 1", List.of()));
    assertThat(positional("call f(?, ?)")).isEqualTo(new JdbcText("call f(?, ?)", List.of(0, 1)));
  }

  @Test
  void oldNameOfThePrimariesIsKnown() {
    JdbcText text = TextReader.read(
        "insert into t values (:masters, :primaries)",
        DatabaseKind.SQLITE,
        ParameterStyle.NAMED,
        Query.INSERT_ZONE.parameters());
    assertThat(text.parameters()).containsExactly(2, 2);
  }

  @Test
  void castsAndOperatorsStay() {
    assertThat(numbered("select $1::text, a ? 'b', c ?| d, e ?& f, a$1b from t where x = $2::int"))
        .isEqualTo(new JdbcText(
            "select ?::text, a ?? 'b', c ??| d, e ??& f, a$1b from t where x = ?::int",
            List.of(0, 1)));
    assertThat(named("select :qname::text, '10:qname'::x, a::qname").sql())
        .isEqualTo("select ?::text, '10:qname'::x, a::qname");
  }

  @Test
  void stringsNamesAndCommentsAreLeftAlone() {
    assertThat(numbered("select 'it''s $1 ?', E'\\' $1', \"$1\", $$ $1 ? $$, $a$ $1 $b$ $a$, $1"))
        .isEqualTo(new JdbcText(
            "select 'it''s $1 ?', E'\\' $1', \"$1\", $$ $1 ? $$, $a$ $1 $b$ $a$, ?", List.of(0)));
    assertThat(numbered("select $1 -- $2 ?\n, $2 /* $9 /* ? */ $9 */, '\\', $1").sql())
        .isEqualTo("select ? -- $2 ?\n, ? /* $9 /* ? */ $9 */, '\\', ?");
    assertThat(named("select ':a', \":b\", `:c`, [:d], :qname -- :e\n/* :f */").parameters())
        .containsExactly(1);
    assertThat(positional("select '\\'?', \"\\\"?\", `?`, ? # ?\n, 5--? -- ?\n /* ? */"))
        .extracting(JdbcText::parameters)
        .isEqualTo(List.of(0, 1));
  }

  @Test
  void textThatDoesNotEndIsTheDatabasesToRefuse() {
    for (String end : List.of("'", "\"", "`", "[", "/*", "--", "'a", "/* a")) {
      assertThat(named("select :qname " + end).sql()).isEqualTo("select ? " + end);
    }
    for (String end : List.of("$", "$a", "$$", "$$ $1", "$a$ $1", "E'\\", ":", "::", "?")) {
      assertThat(numbered("select $1 " + end).parameters()).as(end).containsExactly(0);
    }
  }

  @Test
  void otherParametersAreToldWhatWasExpected() {
    assertThatThrownBy(() -> positional("select ?"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected 2 parameters (qtype, qname), found 1");
    assertThatThrownBy(() -> positional("select ?, ?, ?"))
        .hasMessage("expected 2 parameters (qtype, qname), found 3");
    assertThatThrownBy(() -> numbered("select $3"))
        .hasMessage("expected the parameters $1 for qtype, $2 for qname, found $3");
    assertThatThrownBy(() -> numbered("select $0")).hasMessageEndingWith("found $0");
    assertThatThrownBy(() -> numbered("select $99999999999")).hasMessageEndingWith("99999999999");
    assertThatThrownBy(() -> named("select :name"))
        .hasMessage("expected the parameters :qtype, :qname, found :name");
    assertThatThrownBy(() -> named("select ?"))
        .hasMessage("expected the parameters :qtype, :qname, found ?");
    assertThatThrownBy(() ->
            TextReader.read("select :x", DatabaseKind.SQLITE, ParameterStyle.NAMED, List.of()))
        .hasMessage("expected no parameters, found :x");
  }
}
