package org.polderdns.backend.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polderdns.backend.Backend;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.StoreUnavailableException;
import org.polderdns.wire.Name;

/** TLS to servers whose certificate nobody but the test knows. */
class EncryptedConnectionTest {
  private static final Name APEX = Name.parse("example.org.");

  @TempDir
  Path directory;

  /** A certificate of 127.0.0.1 that signs itself, and its key beside it. */
  private Path certificate(String name) throws Exception {
    Path file = directory.resolve(name + ".crt");
    Process openssl = new ProcessBuilder(
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=" + name,
            "-addext",
            "subjectAltName=IP:127.0.0.1",
            "-keyout",
            directory.resolve(name + ".key").toString(),
            "-out",
            file.toString())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("openssl.log").toFile())
        .start();
    if (openssl.waitFor() != 0) {
      throw new IOException(Files.readString(directory.resolve("openssl.log")));
    }
    return file;
  }

  private static void opens(DatabaseServer server, Map<String, String> settings) {
    try (Backend store = server.open(settings)) {
      assertThat(store.zone(APEX)).isEmpty();
    }
  }

  /** Such as nobody should try again for. */
  private static void isRefused(DatabaseServer server, Map<String, String> settings) {
    assertThatThrownBy(() -> server.open(settings).close())
        .isInstanceOf(StoreException.class)
        .isNotInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("Unable to connect to database");
  }

  private static Map<String, String> extra(String parameters) {
    return Map.of("extra-connection-parameters", parameters);
  }

  @Test
  void postgresqlIsUsedByTlsAndItsCertificateChecked() throws Exception {
    Path right = certificate("right");
    Path wrong = certificate("wrong");
    try (PostgresqlServer server = PostgresqlServer.own()) {
      isRefused(server, extra("sslmode=require"));
      for (String kind : List.of("crt", "key")) { // written by the server, so that they are its own
        String text = Files.readString(directory.resolve("right." + kind)).strip();
        server.execute("copy (select regexp_split_to_table('" + text
            + "', '\\n')) to program 'cat > server." + kind + " && chmod 600 server." + kind + "'");
      }
      server.execute("alter system set ssl = on", "select pg_reload_conf()");
      while (!server.rows("show ssl").equals(List.of("on"))) {
        Thread.sleep(10);
      }
      try (Backend store = server.open(extra("sslmode=require"))) {
        assertThat(store.zone(APEX)).isEmpty();
        assertThat(
                server.rows("select distinct ssl from pg_stat_ssl join pg_stat_activity using (pid)"
                    + " where usename = 'powerdns'"))
            .containsExactly("t");
      }
      opens(server, extra("sslmode=verify-full sslrootcert='" + right + "'"));
      opens(server, extra("sslmode=disable"));
      isRefused(server, extra("sslmode=verify-full sslrootcert='" + wrong + "'"));
      isRefused(server, extra("sslmode=verify-ca sslrootcert='" + wrong + "'"));
    }
  }

  @Test
  void mariadbIsUsedByTlsAndItsCertificateChecked() throws Exception {
    Path right = certificate("right");
    Path wrong = certificate("wrong");
    String home = System.getProperty("user.home");
    try (MariadbServer server =
        MariadbServer.own("--ssl-cert=" + right, "--ssl-key=" + directory.resolve("right.key"))) {
      server.execute(
          "alter user 'powerdns'@'localhost' require ssl",
          "alter user 'powerdns'@'127.0.0.1' require ssl");
      System.setProperty("user.home", directory.toString());
      isRefused(server, Map.of());
      opens(server, Map.of("ssl", "yes"));
      options("right", "ssl-ca=" + right + "\nssl-verify-server-cert");
      opens(server, Map.of("group", "right"));
      options("wrong", "ssl-ca=" + wrong + "\nssl-verify-server-cert");
      isRefused(server, Map.of("group", "wrong"));
      options("wrong", "ssl-ca=" + wrong);
      isRefused(server, Map.of("group", "wrong"));
      isRefused(server, Map.of("group", "absent"));
    } finally {
      System.setProperty("user.home", home);
    }
  }

  private void options(String group, String lines) throws IOException {
    Files.writeString(directory.resolve(".my.cnf"), "[" + group + "]\n" + lines + "\n");
  }
}
