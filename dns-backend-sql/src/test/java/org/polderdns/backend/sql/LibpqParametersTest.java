package org.polderdns.backend.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.polderdns.backend.BackendSettings;
import org.polderdns.backend.Launch;
import org.polderdns.backend.StoreException;

class LibpqParametersTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
          "" | {}
          sslmode=require | {sslmode=require}
          a=1   b = 2 | {a=1, b=2}
          options='-c geqo=off' a='' | {options=-c geqo=off, a=}
          a='it\\'s \\\\ so' b=x\\ y | {a=it's \\ so, b=x y}
          a=1 a=2 | {a=2}
          """)
  void areReadAsTheClientLibraryReadsThem(String text, String expected) {
    assertThat(LibpqParameters.parse(text)).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
          sslmode | expected key=value, found
          =1 | expected key=value, found
          a='open | a quote is not closed in
          """)
  void whatIsOfAnotherFormIsRefused(String text, String reason) {
    assertThatThrownBy(() -> LibpqParameters.parse(text)).hasMessageContaining(reason);
  }

  @Test
  void aKeyThatIsNotKnownIsToldWithTheSetting() {
    PostgresqlBackendFactory factory = new PostgresqlBackendFactory();
    BackendSettings settings = BackendSettings.of(
        new Launch("gpgsql", "east"), factory, Map.of("extra-connection-parameters", "sslmod=a"));
    assertThatThrownBy(() -> factory.open(settings))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("gpgsql-east: gpgsql-east-extra-connection-parameters: ")
        .hasMessageContaining("sslmode")
        .hasMessageEndingWith("found \"sslmod\"");
  }
}
