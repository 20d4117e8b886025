package org.polderdns.backend.sql;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.polderdns.backend.StoreException;

/** What an operator has to mend is told with its name, what was expected and what was found. */
class BadInputTest {
  @TempDir
  Path directory;

  private DatabaseServer server(DatabaseKind kind) throws Exception {
    return switch (kind) {
      case MYSQL -> MariadbServer.shared().cleared();
      case POSTGRESQL -> PostgresqlServer.shared().cleared();
      default -> new SqliteFile(directory.resolve("zones.sqlite"));
    };
  }

  private static void isRefused(DatabaseServer server, Map<String, String> settings, String text) {
    assertThatThrownBy(() -> server.open(settings).close())
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith(server.kind() + ": ")
        .hasMessageContaining(text);
  }

  @ParameterizedTest
  @EnumSource(names = {"SQLITE", "MYSQL", "POSTGRESQL"})
  void isTold(DatabaseKind kind) throws Exception {
    DatabaseServer server = server(kind);
    String two = switch (kind.parameterStyle()) {
      case POSITIONAL -> "name = ? and domain_id = ?";
      case NUMBERED -> "name = $1 and domain_id = $2";
      case NAMED -> "name = :qname and domain_id = :domain_id";
    };
    String three = switch (kind.parameterStyle()) {
      case POSITIONAL -> two + " and type = ?";
      case NUMBERED -> two + " and type = $3";
      case NAMED -> two + " and type = :qtype";
    };
    String setting = server.kind() + "-any-id-query: ";
    isRefused(
        server,
        Map.of("any-id-query", "select content, ttl from records where " + two),
        setting
            + "expected 8 columns (content, ttl, prio, type, domain_id, disabled, name, auth), found 2");
    isRefused(
        server,
        Map.of("any-id-query", "select content, ttl from records where " + three),
        setting
            + (kind == DatabaseKind.MYSQL ? "expected 2 parameters" : "expected the parameters"));
    isRefused(server, Map.of("any-id-query", "select content from recrods where " + two), setting);
    isRefused(
        server, Map.of("any-id-query", "select content from recrods where " + two), "recrods");
    server.execute("alter table records rename column prio to priority");
    try {
      isRefused(server, Map.of(), "table records lacks the column prio");
    } finally {
      server.execute("alter table records rename column priority to prio");
    }
    server.execute("alter table domainmetadata rename to metadata");
    try {
      isRefused(
          server, Map.of(), "table domainmetadata is missing: polder upgrade-schema makes it");
    } finally {
      server.execute("alter table metadata rename to domainmetadata");
    }
    server.open().close();
  }
}
