package org.polderdns.backend.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polderdns.backend.Backend;
import org.polderdns.backend.BackendSettings;
import org.polderdns.backend.Launch;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.StoreUnavailableException;

/** Parameters of the client library, by what the server then sees. */
class PostgresqlParametersTest {
  private static final String SERVICE_FILE = "org.postgresql.pgservicefile";
  private static final String WHO = "select current_user || ' ' || current_database() || ' '"
      + " || current_setting('application_name') || ' ' || coalesce(host(inet_server_addr()), '-')";

  @TempDir
  Path directory;

  private static Map<String, String> extra(String parameters, String... more) {
    Map<String, String> settings = new HashMap<>(Map.of("extra-connection-parameters", parameters));
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return settings;
  }

  private static String who(Map<String, String> settings) throws Exception {
    return StoreStatements.rows(PostgresqlServer.shared(), settings, WHO).get(0);
  }

  @Test
  void addressNamesAndEncodingAreObeyed() throws Exception {
    String parameters = "hostaddr=127.0.0.1 client_encoding=UTF8 gssencmode=disable"
        + " fallback_application_name=polder-test require_auth=none";
    assertThat(who(extra(parameters, "host", "nowhere.example")))
        .isEqualTo("powerdns powerdns polder-test 127.0.0.1");
    assertThat(who(extra("fallback_application_name=less application_name=more")))
        .isEqualTo("powerdns powerdns more 127.0.0.1");
  }

  @Test
  void methodThatIsNotAllowedIsNotUsed() {
    assertThatThrownBy(() -> who(extra("require_auth=gss")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("Unable to connect to database");
  }

  @Test
  void severalHostsAreTriedAndSocketsHaveNoTls() throws Exception {
    String hosts = "127.0.0.2,localhost"; // at the first the server does not listen
    assertThat(who(extra("load_balance_hosts=random", "host", hosts)))
        .startsWith("powerdns powerdns");
    assertThat(who(extra("sslmode=require gssencmode=require", "host", "/tmp"))).endsWith(" -");
  }

  @Test
  void serviceSaysWhatTheSettingsLeaveEmpty() throws Exception {
    PostgresqlServer server = PostgresqlServer.shared();
    Path file = Files.writeString(directory.resolve("services"), """
        [zones]
        host=127.0.0.1
        port=%d
        dbname=powerdns
        user=powerdns
        password=secret
        """.formatted(server.port()));
    System.setProperty(SERVICE_FILE, file.toString());
    try {
      assertThat(whoByService("zones", "")).isEqualTo("powerdns powerdns polder 127.0.0.1");
      assertThatThrownBy(() -> whoByService("zones", "nobody"))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("nobody");
      assertThatThrownBy(() -> whoByService("other", ""))
          .isInstanceOf(StoreException.class)
          .isNotInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("PostgreSQL database at the service other: no service other in");
    } finally {
      System.clearProperty(SERVICE_FILE);
    }
  }

  private static String whoByService(String service, String user) {
    PostgresqlBackendFactory factory = new PostgresqlBackendFactory();
    Map<String, String> settings = extra("service=" + service, "user", user);
    try (Backend store =
        factory.open(BackendSettings.of(new Launch("gpgsql", ""), factory, settings))) {
      return StoreStatements.rows(store, WHO).get(0);
    }
  }

  private Path passwords(String mode, String... lines) throws IOException {
    Path file = Files.write(directory.resolve("passwords"), List.of(lines));
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private static String password(Path file, String... wanted) throws IOException {
    return PasswordFile.find(file, List.of(wanted)).orElse("none");
  }

  @Test
  void firstLineOfAPasswordFileThatFitsCounts() throws Exception {
    Path file = passwords(
        "rw-------",
        "# a:b:c",
        "#host:1:base:user:comment",
        "too:few:fields",
        "host:1:base:user:se:cr\\:e\\\\t",
        "host:1:base:*:second",
        "fe80\\:\\:1:*:*:user:third");
    assertThat(password(file, "host", "1", "base", "user")).isEqualTo("se:cr:e\\t");
    assertThat(password(file, "host", "1", "base", "other")).isEqualTo("second");
    assertThat(password(file, "fe80::1", "5432", "base", "user")).isEqualTo("third");
    assertThat(password(file, "host", "2", "base", "user")).isEqualTo("none");
  }

  /** Lets a role in by its password only, where the tests' others need none. */
  private static void askForPassword(PostgresqlServer server, String role) throws Exception {
    server.execute(
        "drop role if exists " + role,
        "create role " + role + " login password 'hidden' in role powerdns",
        "copy (select 'host all " + role + " all scram-sha-256') to program"
            + " 'cat - pg_hba.conf > hba && mv hba pg_hba.conf'",
        "select pg_reload_conf()");
    String url = server.url().replace("user=postgres", "user=" + role);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (System.nanoTime() - end < 0) {
      try (Connection open = DriverManager.getConnection(url)) {
        assertThat(open.isValid(0)).isTrue();
        Thread.sleep(10);
      } catch (SQLException e) {
        return;
      }
    }
    throw new IllegalStateException("pg_hba.conf is not obeyed");
  }

  @Test
  void passwordFileIsUsedIfItIsItsOwnersAlone() throws Exception {
    PostgresqlServer server = PostgresqlServer.shared();
    askForPassword(server, "cautious");
    String line = "127.0.0.1:" + server.port() + ":powerdns:cautious:hidden";
    Path file = passwords("rw-------", line);
    Map<String, String> settings =
        extra("passfile='" + file + "'", "user", "cautious", "password", "");
    try (LogLines lines = LogLines.of(Unhonoured.class)) {
      assertThat(who(settings)).startsWith("cautious powerdns");
      assertThat(lines.texts()).isEmpty();
      passwords("rw-r-----", line);
      assertThatThrownBy(() -> who(settings)).isInstanceOf(StoreException.class);
      Files.delete(file);
      assertThatThrownBy(() -> who(settings)).isInstanceOf(StoreException.class);
      assertThat(lines.texts())
          .containsExactly(
              "event=parameter-without-effect backend=gpgsql"
                  + " parameter=\"passfile of gpgsql-extra-connection-parameters\" reason=\"" + file
                  + ": others than its owner have rights to it: chmod 600\"",
              "event=parameter-without-effect backend=gpgsql"
                  + " parameter=\"passfile of gpgsql-extra-connection-parameters\" reason=\"" + file
                  + ": there is no such file\"");
    }
  }
}
