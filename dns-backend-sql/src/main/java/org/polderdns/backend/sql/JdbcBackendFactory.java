package org.polderdns.backend.sql;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.polderdns.backend.BackendSetting;
import org.polderdns.backend.BackendSettings;
import org.polderdns.backend.StoreException;

/**
 * Opens zones in whatever a JDBC driver is at hand for, launch name {@code godbc}. The kind of
 * database is told by the URL.
 */
public final class JdbcBackendFactory extends SqlBackendFactory {
  @Override
  public String kind() {
    return "godbc";
  }

  @Override
  public String help() {
    return "Zones in any database that has a JDBC driver";
  }

  @Override
  List<BackendSetting> connectionSettings() {
    return List.of(
        new BackendSetting("datasource", "PowerDNS", "JDBC URL of the database"),
        new BackendSetting("username", "powerdns", "User of the database"),
        new BackendSetting("password", "", "Password of the user"));
  }

  @Override
  DatabaseKind statements() {
    return DatabaseKind.GENERIC;
  }

  @Override
  Dialect dialect(BackendSettings settings) {
    String url = settings.text("datasource").trim();
    String[] parts = url.split(":", 3);
    if (parts.length < 3 || !parts[0].equals("jdbc")) {
      throw new StoreException(
          settings.name(),
          settings.name() + "-datasource: expected a JDBC URL such as"
              + " jdbc:sqlserver://host;databaseName=powerdns, found \"" + url + '"');
    }
    Connector connector = UrlConnector.of(settings, url);
    return switch (parts[1].toLowerCase(Locale.ROOT)) {
      case "sqlite" -> new SqliteDialect(Path.of(parts[2]), "", "WAL", false);
      case "h2" -> new H2Dialect(connector);
      case "mysql", "mariadb" -> new MysqlDialect(connector, true);
      case "postgresql", "pgsql" -> new PostgresqlDialect(connector);
      default -> new GenericDialect(connector);
    };
  }
}
