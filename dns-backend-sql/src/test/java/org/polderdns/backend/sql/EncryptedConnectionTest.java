package org.polderdns.backend.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    return certificate(name, "rsa:2048");
  }

  private Path certificate(String name, String algorithm, String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(
        "req",
        "-x509",
        "-newkey",
        algorithm,
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
        directory.resolve(name + ".crt").toString()));
    arguments.addAll(List.of(more));
    openssl(arguments.toArray(String[]::new));
    return directory.resolve(name + ".crt");
  }

  private void openssl(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    Path log = directory.resolve("openssl.log");
    Process openssl = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
    if (openssl.waitFor() != 0) {
      throw new IOException(Files.readString(log));
    }
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
      String trusted = "sslmode=verify-full sslrootcert='" + right + "'";
      assertThat(version(server, trusted)).containsExactly("TLSv1.3");
      assertThat(version(server, trusted + " ssl_max_protocol_version=tlsv1.2"))
          .containsExactly("TLSv1.2");
      assertThat(version(server, trusted + " ssl_min_protocol_version=TLSv1.3"))
          .containsExactly("TLSv1.3");
      isRefused(
          server,
          extra(
              "sslmode=verify-full ssl_max_protocol_version=TLSv1.2 sslrootcert='" + wrong + "'"));
    }
  }

  private static List<String> version(DatabaseServer server, String parameters) {
    return StoreStatements.rows(
        server, extra(parameters), "select version from pg_stat_ssl where pid = pg_backend_pid()");
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

  @Test
  void mariadbIsGivenTheClientsCertificate() throws Exception {
    Path right = certificate("right");
    Path key = directory.resolve("right.key");
    Path hashed = Files.createDirectory(directory.resolve("hashed"));
    Files.copy(right, hashed.resolve("0123abcd.0"));
    certificate("ec", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1");
    openssl("rsa", "-traditional", "-in", key.toString(), "-out", path("rsa.key"));
    openssl("ec", "-in", path("ec.key"), "-out", path("sec1.key"));
    openssl("pkey", "-aes128", "-passout", "pass:x", "-in", key.toString(), "-out", path("locked"));
    Files.writeString(
        directory.resolve("both.pem"), Files.readString(key) + Files.readString(right));
    Files.writeString(
        directory.resolve("ca.pem"),
        Files.readString(right) + Files.readString(directory.resolve("ec.crt")));
    String home = System.getProperty("user.home");
    try (MariadbServer server = MariadbServer.own(
            "--ssl-cert=" + right, "--ssl-key=" + key, "--ssl-ca=" + path("ca.pem"));
        LogLines lines = LogLines.of(Unhonoured.class)) {
      server.execute(
          "alter user 'powerdns'@'localhost' require x509",
          "alter user 'powerdns'@'127.0.0.1' require x509");
      System.setProperty("user.home", directory.toString());
      Map<String, String> group = Map.of("group", "pdns");
      for (String identity : List.of(
          "ssl-cert=" + right + "\nssl-key=" + key,
          "ssl-cert=" + right + "\nssl-key=" + path("rsa.key"),
          "ssl-cert=" + path("ec.crt") + "\nssl-key=" + path("ec.key"),
          "ssl-cert=" + path("ec.crt") + "\nssl-key=" + path("sec1.key"),
          "ssl-cert=" + path("both.pem"))) {
        options("pdns", identity + "\ntls-version=TLSv1.2");
        opens(server, group);
        options("pdns", identity + "\nssl-capath=" + hashed);
        opens(server, group);
      }
      options("pdns", "ssl-ca=" + right);
      isRefused(server, group);
      options("pdns", "ssl-cert=" + path("both.pem") + "\ntls-version=TLSv1.1"); // no more in Java
      assertThatThrownBy(() -> server.open(group).close()).isInstanceOf(StoreException.class);
      options("pdns", "ssl-cert=" + right + "\nssl-key=" + path("locked"));
      assertThatThrownBy(() -> server.open(group).close())
          .isNotInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining(path("locked") + ": the private key is encrypted");
      options("pdns", "ssl-cert=" + right + "\nssl-key=" + path("ec.key"));
      assertThatThrownBy(() -> server.open(group).close())
          .hasMessageContaining(path("ec.key") + ": not a private key of the kind");
      options("pdns", "ssl-cert=" + path("absent"));
      assertThatThrownBy(() -> server.open(group).close())
          .hasMessageContaining(path("absent") + ": not there");
      assertThat(lines.texts()).isEmpty();
      options("pdns", "ssl-cert=" + path("both.pem") + "\nssl_crl=/crl\nssl-cipher=AES");
      opens(server, group);
      assertThat(lines.texts())
          .containsExactly(
              "event=parameter-without-effect backend=gmysql parameter=\"ssl-cipher of my.cnf\""
                  + " reason=\"ciphers are those that Java allows\"",
              "event=parameter-without-effect backend=gmysql parameter=\"ssl-crl of my.cnf\""
                  + " reason=\"no list of revoked certificates is looked at\"");
    } finally {
      System.setProperty("user.home", home);
    }
  }

  private String path(String name) {
    return directory.resolve(name).toString();
  }

  private void options(String group, String lines) throws IOException {
    Files.writeString(directory.resolve(".my.cnf"), "[" + group + "]\n" + lines + "\n");
  }
}
