package org.polderdns.backend.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.polderdns.backend.Backend;
import org.polderdns.backend.BackendSettings;
import org.polderdns.backend.Launch;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.StoredTsigKey;
import org.polderdns.backend.TsigKeyStore;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.backend.ZoneWriting;
import org.polderdns.backend.contract.ZoneText;
import org.polderdns.wire.Name;

/** What a database says of a value that it refuses may have the value in it. */
class SecretsTest {
  private static final Name APEX = Name.parse("example.org.");
  private static final String SECRET = "T0PSECRET".repeat(10_000);

  private static void tellsNothing(Backend store) {
    StringBuilder logged = new StringBuilder();
    Handler listener = new Handler() {
      @Override
      public void publish(LogRecord line) {
        logged.append(line.getMessage());
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
    Logger root = Logger.getLogger("");
    root.addHandler(listener);
    try (store) {
      TsigKeyStore tsig = store.capability(TsigKeyStore.class).orElseThrow();
      tellsNothing(
          catchThrowable(() -> tsig.setTsigKey(new StoredTsigKey(APEX, "hmac-md5", SECRET))));
      ZoneText.load(store, APEX, "@ 60 SOA ns1 h 1 2 3 4 5");
      ZoneWriting writing = store.capability(ZoneWriting.class).orElseThrow();
      try (ZoneTransaction tx = writing.begin(APEX)) {
        tellsNothing(catchThrowable(() -> tx.keys().orElseThrow().add(257, true, true, SECRET)));
      }
    } finally {
      root.removeHandler(listener);
    }
    assertThat(logged.toString()).doesNotContain("SECRET");
  }

  private static void tellsNothing(Throwable failure) {
    assertThat(failure).isInstanceOf(StoreException.class).hasMessageContaining("22001");
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    assertThat(text.toString()).doesNotContain("SECRET");
  }

  @Test
  void mariadb() throws Exception {
    tellsNothing(MariadbServer.shared().cleared().open());
  }

  @Test
  void postgresql() throws Exception {
    DatabaseServer server = PostgresqlServer.shared().cleared();
    server.execute("alter table cryptokeys alter column content type varchar(80)");
    try {
      tellsNothing(server.open());
    } finally {
      server.execute("alter table cryptokeys alter column content type text");
    }
  }

  @Test
  void statementsOfTheOperatorOnH2() {
    H2BackendFactory factory = new H2BackendFactory();
    Map<String, String> settings = Map.of(
        "database", "mem:secrets",
        "set-tsig-key-query",
            "insert into tsigkeys (name, algorithm, secret) values (?, ?, ?) -- mine",
        "add-domain-key-query",
            "insert into cryptokeys (domain_id, flags, active, published, content)"
                + " select id, ?, ?, ?, ? from domains where name = ?");
    tellsNothing(factory.open(BackendSettings.of(new Launch("gh2", ""), factory, settings)));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          jdbc:x://user:hid@host/db         | jdbc:x://host/db      | jdbc:x://user:***@host/db
          jdbc:x://user:hid/d@host          | jdbc:x://host         | jdbc:x://user:***@host
          jdbc:x:thin:user/hid@//host:1/db  | jdbc:x://host:1/db    | jdbc:x:thin:***@//host:1/db
          jdbc:x://h/db?Password=hid&a=b    | jdbc:x://h/db         | jdbc:x://h/db?Password=***&a=b
          jdbc:x://h;user=u;keyPwd=hid;a=b  | jdbc:x://h            | jdbc:x://h;user=u;keyPwd=***;a=b
          jdbc:x://h:1/db?user=u            | jdbc:x://h:1/db       | jdbc:x://h:1/db?user=u
          mysql://user:hid@host/db          | mysql://host/db       | mysql://user:***@host/db
          """)
  void passwordsInUrlsAreNotShown(String url, String place, String masked) {
    UrlSecrets secrets = new UrlSecrets(url);
    assertThat(secrets.place()).isEqualTo(place);
    assertThat(secrets.masked(url)).isEqualTo(masked);
  }

  @Test
  void wordsOfDriversAboutAUrlAreMasked() {
    SQLException failure = new SQLNonTransientConnectionException(
        "port den@host:1", "08001", 7, new IOException("no host user:hid:den@host"));
    UrlSecrets secrets = new UrlSecrets("jdbc:x://user:hid:den@host:1/");
    SQLException masked = secrets.masked(failure);
    assertThatThrownBy(() -> {
          throw masked;
        })
        .isInstanceOf(SQLNonTransientConnectionException.class)
        .hasMessage("port ***@host:1")
        .hasNoCause();
    assertThat(masked.getSQLState() + masked.getErrorCode()).isEqualTo("080017");
    SQLException clean = new SQLException("no host", new IOException("no host"));
    assertThat(secrets.masked(clean) == clean).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://user:hidden@127.0.0.1/db",
        "jdbc:mariadb://user:hidden@127.0.0.1/db",
        "jdbc:nobody://user:hidden@127.0.0.1/db",
        "mysql://user:hidden@127.0.0.1/db",
        "jdbc:wrapped:mariadb://127.0.0.1/db?sslMode=hidden&password=hidden"
      })
  void noStartFailureHasThePasswordOfTheUrl(String url) throws Exception {
    WrappedDriver.register();
    JdbcBackendFactory factory = new JdbcBackendFactory();
    BackendSettings settings =
        BackendSettings.of(new Launch("godbc", ""), factory, Map.of("datasource", url));
    StringWriter text = new StringWriter();
    Throwable failure = catchThrowable(() -> factory.open(settings).close());
    assertThat(failure).isInstanceOf(StoreException.class);
    failure.printStackTrace(new PrintWriter(text));
    assertThat(text.toString()).doesNotContain("hidden");
  }
}
