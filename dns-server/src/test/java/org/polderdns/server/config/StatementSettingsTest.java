package org.polderdns.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.polderdns.server.store.Stores;

/** The statements of SQL stores as settings, printed as {@code serve --config} does. */
class StatementSettingsTest {
  private static final String LAUNCH = "launch=gmysql,gpgsql:east,gsqlite3";

  @TempDir
  Path directory;

  private Settings load(String... arguments) {
    return new SettingsLoader(SettingCatalogue.ofServer())
        .directory(directory)
        .declareStores(Stores::declare)
        .load(List.of(arguments));
  }

  @Test
  void defaultsArePrintedUnderTheInstancesPrefix() {
    List<String> lines = SettingsPrinter.configuration(load("--no-config", "--" + LAUNCH));
    for (String prefix : List.of("gmysql-", "gpgsql-east-", "gsqlite3-")) {
      assertThat(lines)
          .filteredOn(line -> line.startsWith("# " + prefix) && line.contains("-query="))
          .hasSize(63);
    }
    assertThat(lines)
        .contains(
            "# gmysql-delete-names-query=" + "DELETE FROM records WHERE domain_id = ? AND name = ?",
            "# gpgsql-east-delete-names-query="
                + "DELETE FROM records WHERE domain_id = $1 AND name = $2",
            "# gsqlite3-delete-names-query="
                + "DELETE FROM records WHERE domain_id = :domain_id AND name = :qname");
  }

  @Test
  void whatIsPrintedReadsBackAsTheDefaults() throws IOException {
    List<String> lines = SettingsPrinter.configuration(load("--no-config", "--" + LAUNCH));
    List<String> statements = lines.stream()
        .filter(line -> line.matches("# g[a-z0-9-]+=.*"))
        .map(line -> line.substring(2))
        .toList();
    assertThat(statements).hasSizeGreaterThan(3 * 67);
    Files.writeString(
        directory.resolve("pdns.conf"), LAUNCH + "\n" + String.join("\n", statements) + "\n");
    assertThat(SettingsPrinter.differences(load()))
        .filteredOn(line -> line.startsWith("g"))
        .isEmpty();
  }

  @Test
  void oldNamesOfStatementsStandForTheNew() throws IOException {
    Files.writeString(directory.resolve("pdns.conf"), """
        launch=gsqlite3:east
        gsqlite3-east-info-all-slaves-query=select 1
        gsqlite3-east-info-all-master-query=select 2
        gsqlite3-east-update-master-query=select 3
        gsqlite3-east-supermaster-query=select 4
        gsqlite3-east-supermaster-name-to-ips=select 5
        gsqlite3-east-supermaster-add=select \\
          6
        gsqlite3-east-insert-slave-query=select 7
        gsqlite3-east-insert-record-order-query=select 8
        """);
    Settings settings = load();
    assertThat(settings.text("gsqlite3-east-info-all-secondaries-query")).isEqualTo("select 1");
    assertThat(settings.text("gsqlite3-east-info-all-primary-query")).isEqualTo("select 2");
    assertThat(settings.text("gsqlite3-east-update-primary-query")).isEqualTo("select 3");
    assertThat(settings.text("gsqlite3-east-autoprimary-query")).isEqualTo("select 4");
    assertThat(settings.text("gsqlite3-east-autoprimary-name-to-ips")).isEqualTo("select 5");
    assertThat(settings.text("gsqlite3-east-autoprimary-add").replaceAll("\\s+", " "))
        .isEqualTo("select 6");
    assertThat(settings.text("gsqlite3-east-insert-zone-query")).isEqualTo("select 7");
    assertThat(settings.text("gsqlite3-east-insert-record-query")).isEqualTo("select 8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"insert-ent-query", "insert-empty-non-terminal-query", "insert-ent-order-query"})
  void oldNamesOfOneStatementStandForTheNew(String suffix) throws IOException {
    Files.writeString(
        directory.resolve("pdns.conf"),
        "launch=gpgsql:east\ngpgsql-east-" + suffix + "=select 1\n");
    assertThat(load().text("gpgsql-east-insert-empty-non-terminal-order-query"))
        .isEqualTo("select 1");
  }
}
