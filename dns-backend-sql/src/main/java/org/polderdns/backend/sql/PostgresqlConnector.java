package org.polderdns.backend.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.polderdns.backend.BackendSettings;
import org.polderdns.backend.StoreException;
import org.postgresql.Driver;

/**
 * Connects to PostgreSQL. What the settings leave empty is as its own client library has it: the
 * socket that is there, else localhost; the name of the user at the operating system; a database of
 * the user's name.
 */
final class PostgresqlConnector implements Connector {
  private static final List<String> SOCKET_DIRECTORIES = List.of("/var/run/postgresql", "/tmp");

  private static final String EXTRA = "extra-connection-parameters";

  /** The state for what another attempt does not change. */
  private static final String REFUSED_BY_CLIENT = "08004";

  private final String backend;
  private final String service;
  private final String url;
  private final String place;
  private final Properties properties = new Properties();

  PostgresqlConnector(BackendSettings settings) {
    this.backend = settings.name();
    Map<String, String> extra = extra(settings);
    this.service = extra.getOrDefault("service", "");
    String fallback = extra.getOrDefault("fallback_application_name", "");
    properties.setProperty("ApplicationName", either(fallback, "polder"));
    String seconds = Integer.toString(SettingValues.seconds(settings, "timeout"));
    properties.setProperty("connectTimeout", seconds);
    properties.setProperty("socketTimeout", seconds);
    properties.setProperty("tcpKeepAlive", "true");
    if (!settings.isYes("prepared-statements")) {
      properties.setProperty("prepareThreshold", "0");
    }
    obey(() -> properties.putAll(LibpqKeys.properties(backend, extra)));
    set("password", settings.text("password"));
    if (service.isEmpty()) {
      int port = SettingValues.port(settings, "port", 5432);
      String address = either(extra.getOrDefault("hostaddr", ""), settings.text("host"));
      String socket = socket(address, port);
      String user = either(settings.text("user"), System.getProperty("user.name", "postgres"));
      String dbname = either(settings.text("dbname"), user);
      set("user", user);
      this.place = socket.isEmpty() ? places(either(address, "localhost"), port) : socket;
      this.url = "jdbc:postgresql://" + (socket.isEmpty() ? place : "localhost:" + port) + "/"
          + SettingValues.encoded(dbname);
      useSocket(socket);
      takePassword(extra, either(settings.text("host"), address), port, dbname);
    } else {
      this.place = "the service " + service;
      this.url = "jdbc:postgresql:///?service=" + SettingValues.encoded(service);
      set("PGHOST", either(extra.getOrDefault("hostaddr", ""), settings.text("host")));
      set("PGPORT", settings.text("port"));
      set("PGDBNAME", settings.text("dbname"));
      set("user", settings.text("user"));
      if (extra.containsKey("passfile")) {
        throw refused("passfile cannot be obeyed together with service: whose it is is not known");
      }
    }
  }

  private void set(String property, String value) {
    if (!value.isEmpty()) {
      properties.setProperty(property, value);
    }
  }

  /** The socket to use: in the directory given, or of those usual the one that is there. */
  private static String socket(String address, int port) {
    if (!address.isEmpty()) {
      return address.startsWith("/") ? socketIn(address, port) : "";
    }
    return SOCKET_DIRECTORIES.stream()
        .map(directory -> socketIn(directory, port))
        .filter(path -> Files.exists(Path.of(path)))
        .findFirst()
        .orElse("");
  }

  private static String socketIn(String directory, int port) {
    return directory + "/.s.PGSQL." + port;
  }

  /** Hosts, of which there may be several with commas between them, each with the port. */
  private static String places(String hosts, int port) {
    return Stream.of(hosts.split(","))
        .map(host -> (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port)
        .collect(Collectors.joining(","));
  }

  /** On it there is no TLS, whatever the parameters say, as with the client library. */
  private void useSocket(String socket) {
    if (!socket.isEmpty()) {
      properties.setProperty("socketFactory", UnixSocketFactory.class.getName());
      properties.setProperty("socketFactoryArg", socket);
      properties.setProperty("sslmode", "disable");
      properties.setProperty("gssEncMode", "disable");
    }
  }

  /** Takes the password from the file that the parameters name, if there is none yet. */
  private void takePassword(Map<String, String> extra, String host, int port, String dbname) {
    String file = extra.getOrDefault("passfile", "");
    if (file.isEmpty() || properties.containsKey("password")) {
      return;
    }
    boolean isUsualSocket = host.isEmpty() || SOCKET_DIRECTORIES.contains(host);
    List<String> wanted = List.of(
        isUsualSocket ? "localhost" : host,
        Integer.toString(port),
        dbname,
        properties.getProperty("user"));
    try {
      set("password", PasswordFile.find(Path.of(file), wanted).orElse(""));
    } catch (IOException e) {
      Unhonoured.tell(
          backend, "passfile of " + backend + "-" + EXTRA, file + ": " + e.getMessage());
    }
  }

  private static String either(String text, String otherwise) {
    return text.isEmpty() ? otherwise : text;
  }

  /** The client library's own parameters. */
  private Map<String, String> extra(BackendSettings settings) {
    Map<String, String> extra = new LinkedHashMap<>();
    obey(() -> extra.putAll(LibpqParameters.parse(settings.text(EXTRA))));
    return extra;
  }

  private void obey(Runnable reading) {
    try {
      reading.run();
    } catch (IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  private StoreException refused(String reason) {
    return new StoreException(backend, backend + "-" + EXTRA + ": " + reason);
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
    if (!service.isEmpty() && Driver.parseURL(url, properties) == null) {
      throw new SQLException(
          "no service " + service + " in ~/.pg_service.conf or the file of PGSERVICEFILE",
          REFUSED_BY_CLIENT);
    }
    return DriverManager.getConnection(url, properties);
  }
}
