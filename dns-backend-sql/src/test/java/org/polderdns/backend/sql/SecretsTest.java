package org.polderdns.backend.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
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
}
