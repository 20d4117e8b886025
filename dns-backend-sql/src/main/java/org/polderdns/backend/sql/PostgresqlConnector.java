package org.polderdns.backend.sql;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.polderdns.backend.BackendSettings;
import org.polderdns.backend.StoreException;

/**
 * Connects to PostgreSQL. What the settings leave empty is as its own client library has it: the
 * socket that is there, else localhost; the name of the user at the operating system; a database of
 * the user's name.
 */
final class PostgresqlConnector implements Connector {
  private static final List<String> SOCKET_DIRECTORIES = List.of("/var/run/postgresql", "/tmp");

  /** What the client library calls things, and what the driver does. */
  private static final Map<String, String> NAMES = Map.ofEntries(
      Map.entry("application_name", "ApplicationName"),
      Map.entry("channel_binding", "channelBinding"),
      Map.entry("connect_timeout", "connectTimeout"),
      Map.entry("fallback_application_name", "ApplicationName"),
      Map.entry("gssencmode", "gssEncMode"),
      Map.entry("options", "options"),
      Map.entry("passfile", "passfile"),
      Map.entry("sslcert", "sslcert"),
      Map.entry("sslkey", "sslkey"),
      Map.entry("sslmode", "sslmode"),
      Map.entry("sslnegotiation", "sslNegotiation"),
      Map.entry("sslpassword", "sslpassword"),
      Map.entry("sslrootcert", "sslrootcert"),
      Map.entry("target_session_attrs", "targetServerType"));

  private final String url;
  private final String place;
  private final Properties properties = new Properties();

  PostgresqlConnector(BackendSettings settings) {
    int port = SettingValues.port(settings, "port", 5432);
    String host = settings.text("host");
    String socket = host.startsWith("/") ? socket(host, port) : "";
    if (host.isEmpty()) {
      socket = SOCKET_DIRECTORIES.stream()
          .map(directory -> socket(directory, port))
          .filter(path -> Files.exists(Path.of(path)))
          .findFirst()
          .orElse("");
    }
    String user = either(settings.text("user"), System.getProperty("user.name", "postgres"));
    String dbname = SettingValues.encoded(either(settings.text("dbname"), user));
    if (socket.isEmpty()) {
      String address = either(host, "localhost");
      this.place = address + ":" + port;
      this.url = "jdbc:postgresql://" + (address.indexOf(':') >= 0 ? "[" + address + "]" : address)
          + ":" + port + "/" + dbname;
    } else {
      this.place = socket;
      this.url = "jdbc:postgresql://localhost:" + port + "/" + dbname;
      properties.setProperty("socketFactory", UnixSocketFactory.class.getName());
      properties.setProperty("socketFactoryArg", socket);
      properties.setProperty("sslmode", "disable");
      properties.setProperty("gssEncMode", "disable");
    }
    properties.setProperty("user", user);
    if (!settings.text("password").isEmpty()) {
      properties.setProperty("password", settings.text("password"));
    }
    String seconds = Integer.toString(SettingValues.seconds(settings, "timeout"));
    properties.setProperty("connectTimeout", seconds);
    properties.setProperty("socketTimeout", seconds);
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("ApplicationName", "polder");
    if (!settings.isYes("prepared-statements")) {
      properties.setProperty("prepareThreshold", "0");
    }
    extra(settings);
  }

  private static String socket(String directory, int port) {
    return directory + "/.s.PGSQL." + port;
  }

  private static String either(String text, String otherwise) {
    return text.isEmpty() ? otherwise : text;
  }

  /** The client library's own parameters. */
  private void extra(BackendSettings settings) {
    String setting = settings.name() + "-extra-connection-parameters";
    try {
      LibpqParameters.parse(settings.text("extra-connection-parameters")).forEach((key, value) -> {
        String name = NAMES.get(key);
        if (name == null) {
          throw new IllegalArgumentException("expected a key of "
              + NAMES.keySet().stream().sorted().toList() + ", found \"" + key + '"');
        }
        properties.setProperty(name, key.equals("target_session_attrs") ? target(value) : value);
      });
    } catch (IllegalArgumentException e) {
      throw new StoreException(settings.name(), setting + ": " + e.getMessage(), e);
    }
  }

  private static String target(String attributes) {
    return switch (attributes) {
      case "read-write" -> "primary";
      case "standby", "read-only" -> "secondary";
      case "prefer-standby" -> "preferSecondary";
      default -> attributes;
    };
  }

  @Override
  public String database() {
    return "PostgreSQL database at " + place;
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
