package org.polderdns.backend.sql;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.polderdns.backend.BackendSettings;
import org.polderdns.backend.StoreException;

/**
 * Connects to MySQL or MariaDB as its own client library does: the settings first, then the
 * client's option files, then the socket that is there, then 127.0.0.1.
 */
final class MysqlConnector implements Connector {
  private static final List<Path> SOCKETS = List.of(
      Path.of("/run/mysqld/mysqld.sock"),
      Path.of("/var/lib/mysql/mysql.sock"),
      Path.of("/tmp/mysql.sock"));

  private final String url;
  private final String place;
  private final Properties properties = new Properties();

  MysqlConnector(BackendSettings settings) {
    Map<String, String> options = options(settings);
    String dbname = settings.text("dbname");
    String socket = socket(settings, options);
    if (socket.isEmpty()) {
      String host = either(settings.text("host"), options.getOrDefault("host", ""), "127.0.0.1");
      this.place = host + ":" + SettingValues.port(settings, "port", 3306);
      this.url = "jdbc:mariadb://" + bracketed(host) + ":"
          + SettingValues.port(settings, "port", 3306) + "/" + SettingValues.encoded(dbname);
    } else {
      this.place = socket;
      this.url = "jdbc:mariadb://localhost/" + SettingValues.encoded(dbname);
      properties.setProperty("localSocket", socket);
    }
    properties.setProperty("user", settings.text("user"));
    properties.setProperty(
        "password", either(settings.text("password"), options.getOrDefault("password", ""), ""));
    int timeout = SettingValues.seconds(settings, "timeout") * 1000;
    properties.setProperty("socketTimeout", Integer.toString(timeout));
    properties.setProperty("connectTimeout", Integer.toString(timeout));
    properties.setProperty("useServerPrepStmts", "true");
    properties.setProperty("cachePrepStmts", "false");
    properties.setProperty("tcpKeepAlive", "true");
    encryption(settings.isYes("ssl"), options);
  }

  private static Map<String, String> options(BackendSettings settings) {
    Set<String> groups = new HashSet<>(List.of("client", "client-server", "client-mariadb"));
    groups.add(settings.text("group"));
    try {
      return OptionFile.read(OptionFile.standard(), groups);
    } catch (IllegalArgumentException e) {
      throw new StoreException(settings.name(), e.getMessage(), e);
    }
  }

  /** The path of the socket to use, empty for none. */
  private static String socket(BackendSettings settings, Map<String, String> options) {
    String host = either(settings.text("host"), options.getOrDefault("host", ""), "localhost");
    if (!settings.text("socket").isEmpty()) {
      if (!settings.text("host").isEmpty()) {
        throw new StoreException(
            settings.name(),
            settings.name() + "-host and " + settings.name() + "-socket exclude each other");
      }
      return settings.text("socket");
    }
    if (!host.equals("localhost")) {
      return "";
    }
    String configured = options.getOrDefault("socket", "");
    if (!configured.isEmpty() && Files.exists(Path.of(configured))) {
      return configured;
    }
    return SOCKETS.stream()
        .filter(Files::exists)
        .findFirst()
        .map(Path::toString)
        .orElse("");
  }

  /** What the option files say of TLS; without them and the setting there is none. */
  private void encryption(boolean wanted, Map<String, String> options) {
    String authority = options.getOrDefault("ssl-ca", "");
    String verify = options.getOrDefault("ssl-verify-server-cert", "0");
    boolean verified = !Set.of("0", "off", "false", "no").contains(verify);
    if (!authority.isEmpty()) {
      properties.setProperty("serverSslCert", authority);
    }
    String mode = "disable";
    if (verified) {
      mode = "verify-full";
    } else if (!authority.isEmpty()) {
      mode = "verify-ca";
    } else if (wanted || options.containsKey("ssl")) {
      mode = "trust";
    }
    properties.setProperty("sslMode", mode);
    properties.setProperty("allowPublicKeyRetrieval", "true");
  }

  private static String either(String first, String second, String otherwise) {
    return !first.isEmpty() ? first : !second.isEmpty() ? second : otherwise;
  }

  private static String bracketed(String host) {
    return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
  }

  @Override
  public String database() {
    return "MySQL database at " + place;
  }

  @Override
  public String accessSettings() {
    return "-dbname, -user, -password";
  }

  @Override
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url, properties);
  }
}
