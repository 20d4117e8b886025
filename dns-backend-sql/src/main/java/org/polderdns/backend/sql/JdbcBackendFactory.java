package org.polderdns.backend.sql;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.polderdns.backend.BackendSetting;
import org.polderdns.backend.BackendSettings;
import org.polderdns.backend.StoreException;

/**
 * Opens zones in whatever a JDBC driver is at hand for, launch name {@code godbc}. The kind of
 * database is told by the URL.
 */
public final class JdbcBackendFactory extends SqlBackendFactory {
  /** Whose drivers take a user before the host for a part of it, and write it to the log. */
  private static final Set<String> WITHOUT_USER = Set.of("mariadb", "postgresql");

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
    UrlSecrets secrets = new UrlSecrets(url);
    String[] parts = url.split(":", 3);
    if (parts.length < 3 || !parts[0].equals("jdbc")) {
      throw new StoreException(
          settings.name(),
          settings.name() + "-datasource: expected a JDBC URL such as"
              + " jdbc:sqlserver://host;databaseName=powerdns, found \""
              + secrets.masked(url) + '"');
    }
    String scheme = parts[1].toLowerCase(Locale.ROOT);
    if (secrets.hasUser() && WITHOUT_USER.contains(scheme)) {
      throw new StoreException(
          settings.name(),
          settings.name() + "-datasource: expected host:port behind jdbc:" + scheme
              + "://, found a user; -username and -password are for that");
    }
    Connector connector = UrlConnector.of(settings, url);
    return switch (scheme) {
      case "sqlite" -> new SqliteDialect(Path.of(parts[2]), "", "WAL", false);
      case "h2" -> new H2Dialect(connector);
      case "mysql", "mariadb" -> new MysqlDialect(connector, true);
      case "postgresql", "pgsql" -> new PostgresqlDialect(connector);
      default -> new GenericDialect(connector);
    };
  }
}
