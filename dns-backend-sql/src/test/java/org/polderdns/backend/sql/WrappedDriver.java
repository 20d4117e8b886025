package org.polderdns.backend.sql;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;

/** A driver of URLs of which nothing is known: {@code jdbc:wrapped:} before those of H2. */
final class WrappedDriver implements Driver {
  private static final String PREFIX = "jdbc:wrapped:";

  private WrappedDriver() {}

  static void register() throws SQLException {
    if (DriverManager.drivers().noneMatch(WrappedDriver.class::isInstance)) {
      DriverManager.registerDriver(new WrappedDriver());
    }
  }

  @Override
  public boolean acceptsURL(String url) {
    return url.startsWith(PREFIX);
  }

  @Override
  public Connection connect(String url, Properties properties) throws SQLException {
    return acceptsURL(url)
        ? DriverManager.getConnection("jdbc:" + url.substring(PREFIX.length()), properties)
        : null;
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
    return new DriverPropertyInfo[0];
  }

  @Override
  public int getMajorVersion() {
    return 1;
  }

  @Override
  public int getMinorVersion() {
    return 0;
  }

  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getGlobal();
  }
}
