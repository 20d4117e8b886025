package org.polderdns.backend.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
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

  /** Keys of option files that the client library obeys, with what becomes of them here. */
  private static final Map<String, String> NOT_HONOURED = new TreeMap<>(Map.of(
      "ssl-cipher", "ciphers are those that Java allows",
      "ssl-crl", "no list of revoked certificates is looked at",
      "ssl-crlpath", "no list of revoked certificates is looked at",
      "ssl-fp", "certificates are checked by ssl-ca, not by fingerprints",
      "ssl-fplist", "certificates are checked by ssl-ca, not by fingerprints",
      "ssl-mode", "ssl, ssl-ca and ssl-verify-server-cert say it",
      "ssl-passphrase", "a key must not be encrypted"));

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
    encryption(settings, options);
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
  private void encryption(BackendSettings settings, Map<String, String> options) {
    String trusted = trusted(settings, options);
    if (!trusted.isEmpty()) {
      properties.setProperty("serverSslCert", trusted);
    }
    boolean identified = identify(options);
    String mode = "disable";
    if (isOn(options, "ssl-verify-server-cert")) {
      mode = "verify-full";
    } else if (!trusted.isEmpty()) {
      mode = "verify-ca";
    } else if (settings.isYes("ssl") || isOn(options, "ssl") || identified) {
      mode = "trust";
    }
    properties.setProperty("sslMode", mode);
    properties.setProperty("allowPublicKeyRetrieval", "true");
    String versions = options.getOrDefault("tls-version", "");
    if (!versions.isEmpty()) {
      properties.setProperty("enabledSslProtocolSuites", versions);
    }
    for (Map.Entry<String, String> key : NOT_HONOURED.entrySet()) {
      if (options.containsKey(key.getKey())) {
        Unhonoured.tell(settings.name(), key.getKey() + " of my.cnf", key.getValue());
      }
    }
  }

  /** Whether a key is there that stands for yes alone, and with most values. */
  private static boolean isOn(Map<String, String> options, String key) {
    return !Set.of("0", "off", "false", "no")
        .contains(options.getOrDefault(key, "0").toLowerCase(Locale.ROOT));
  }

  /** Whose signature on the server's certificate counts: a file, or PEM text; empty for none. */
  private static String trusted(BackendSettings settings, Map<String, String> options) {
    String file = options.getOrDefault("ssl-ca", "");
    String directory = options.getOrDefault("ssl-capath", "");
    if (directory.isEmpty()) {
      return file;
    }
    try {
      String text = file.isEmpty() ? "" : PemFiles.blocks(Path.of(file));
      String all = text + PemFiles.blocksIn(Path.of(directory));
      if (all.isBlank()) {
        throw new IOException(directory + ": no certificates under the names of openssl rehash");
      }
      return all;
    } catch (IOException e) {
      throw new StoreException(settings.name(), "ssl-capath of my.cnf: " + e.getMessage(), e);
    }
  }

  /** The client's own certificate and key; one file may hold both, and either key name it. */
  private boolean identify(Map<String, String> options) {
    String certificate = options.getOrDefault("ssl-cert", "");
    String key = options.getOrDefault("ssl-key", "");
    if (certificate.isEmpty() && key.isEmpty()) {
      return false;
    }
    properties.setProperty("tlsSocketType", PemTlsSocketPlugin.TYPE);
    properties.setProperty(PemTlsSocketPlugin.CERTIFICATE, either(certificate, key, ""));
    properties.setProperty(PemTlsSocketPlugin.KEY, either(key, certificate, ""));
    return true;
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
