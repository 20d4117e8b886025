package org.polderdns.backend.sql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.polderdns.backend.BackendSettings;
import org.polderdns.backend.StoreException;

/** Connects to a JDBC URL. */
final class UrlConnector implements Connector {
  private static final AtomicLong UNNAMED = new AtomicLong();

  /**
   * Each commit is written at once, and what it replaces stays in the file for ten minutes: without
   * both, a process killed in a load now and then leaves a damaged file ({@code KilledLoadTest}).
   */
  static final String H2_FILE = ";WRITE_DELAY=0;RETENTION_TIME=600000";

  private final String database;
  private final String url;
  private final Properties properties = new Properties();

  private UrlConnector(String database, String url, String user, String password) {
    this.database = database;
    this.url = url;
    if (!user.isEmpty()) {
      properties.setProperty("user", user);
    }
    if (!password.isEmpty()) {
      properties.setProperty("password", password);
    }
  }

  /**
   * Any URL.
   *
   * @throws StoreException if there is no driver for it
   */
  static UrlConnector of(BackendSettings settings, String url) {
    try {
      Driver driver = DriverManager.getDriver(url);
      assert driver.acceptsURL(url);
    } catch (SQLException e) {
      throw new StoreException(
          settings.name(),
          "no JDBC driver for " + scheme(url) + ": put its jar on the class path of this program");
    }
    return new UrlConnector(
        "database at " + new UrlSecrets(url).place(),
        url,
        settings.text("username"),
        settings.text("password"));
  }

  private static String scheme(String url) {
    return url.substring(0, url.indexOf(':', 5) + 1);
  }

  /** An H2 database in a file, or in memory for {@code mem:} with or without a name. */
  static UrlConnector ofH2(BackendSettings settings) {
    String database = settings.text("database");
    String place = database;
    String options = "";
    if (!database.startsWith("mem:")) {
      place = "file:" + Path.of(database).toAbsolutePath();
      options = H2_FILE;
    } else if (database.equals("mem:")) {
      place = "mem:polder-" + UNNAMED.incrementAndGet();
    }
    return new UrlConnector(
        "H2 database '" + place + "'",
        "jdbc:h2:" + place + options,
        settings.text("user"),
        settings.text("password"));
  }

  @Override
  public String database() {
    return database;
  }

  @Override
  public String accessSettings() {
    return "-datasource, -username, -password";
  }

  @Override
  public Connection connect() throws SQLException {
    try {
      return DriverManager.getConnection(url, properties);
    } catch (SQLException e) {
      throw new UrlSecrets(url).masked(e);
    }
  }
}
