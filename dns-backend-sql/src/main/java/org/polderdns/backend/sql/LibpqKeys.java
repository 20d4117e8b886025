package org.polderdns.backend.sql;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the parameters of PostgreSQL's client library are to the driver. */
final class LibpqKeys {
  /** Those that the driver knows by another name, or by the same, with the same values. */
  private static final Map<String, String> NAMES = Map.ofEntries(
      Map.entry("application_name", "ApplicationName"),
      Map.entry("channel_binding", "channelBinding"),
      Map.entry("connect_timeout", "connectTimeout"),
      Map.entry("gssencmode", "gssEncMode"),
      Map.entry("gsslib", "gssLib"),
      Map.entry("krbsrvname", "kerberosServerName"),
      Map.entry("options", "options"),
      Map.entry("require_auth", "requireAuth"),
      Map.entry("sslcert", "sslcert"),
      Map.entry("sslkey", "sslkey"),
      Map.entry("sslmode", "sslmode"),
      Map.entry("sslnegotiation", "sslNegotiation"),
      Map.entry("sslpassword", "sslpassword"),
      Map.entry("sslrootcert", "sslrootcert"));

  /** Those whose values have other words. */
  private static final Map<String, Map<String, String>> WORDS = Map.of(
      "keepalives", Map.of("0", "false", "1", "true"),
      "load_balance_hosts", Map.of("disable", "false", "random", "true"),
      "target_session_attrs",
          Map.of(
              "any", "any",
              "read-write", "primary",
              "primary", "primary",
              "read-only", "secondary",
              "standby", "secondary",
              "prefer-standby", "preferSecondary"));

  private static final Map<String, String> WORD_NAMES = Map.of(
      "keepalives", "tcpKeepAlive",
      "load_balance_hosts", "loadBalanceHosts",
      "target_session_attrs", "targetServerType");

  /** Those that {@link PostgresqlConnector} looks at itself. */
  private static final List<String> OWN =
      List.of("fallback_application_name", "hostaddr", "passfile", "service");

  /** The values, in lower case, that ask for nothing but what is so here. */
  private static final Map<String, List<String>> SO_ANYWAY = Map.of(
      "client_encoding", List.of("utf8", "utf-8", "unicode", "auto"),
      "gssdelegation", List.of("0"),
      "replication", List.of("false", "off", "no", "0"),
      "sslcertmode", List.of("allow"),
      "sslcompression", List.of("0"),
      "sslsni", List.of("1"));

  /** Those that a database is used without as well, with the reason. */
  private static final Map<String, String> WITHOUT_EFFECT = Map.of(
      "client_encoding", "text is sent and taken as UTF-8",
      "gssdelegation", "credentials are not handed on",
      "keepalives_count", "the operating system's values are used",
      "keepalives_idle", "the operating system's values are used",
      "keepalives_interval", "the operating system's values are used",
      "sslcompression", "nothing is compressed",
      "sslsni", "the server is told the name that it is asked for by",
      "tcp_user_timeout", "the setting timeout bounds how long an answer is waited for");

  /** Those that would not keep what they promise, with the reason. */
  private static final Map<String, String> REFUSED = Map.ofEntries(
      Map.entry("dbname", "there is a setting for it"),
      Map.entry("host", "there is a setting for it"),
      Map.entry("password", "there is a setting for it"),
      Map.entry("port", "there is a setting for it"),
      Map.entry("replication", "such a connection answers no questions"),
      Map.entry("requirepeer", "who owns the socket cannot be looked at"),
      Map.entry("requiressl", "write sslmode=require"),
      Map.entry("sslcertmode", "whether a certificate is sent is up to the server's question"),
      Map.entry("sslcrl", "lists of revoked certificates cannot be looked at"),
      Map.entry("sslcrldir", "lists of revoked certificates cannot be looked at"),
      Map.entry("user", "there is a setting for it"));

  private LibpqKeys() {}

  /**
   * The driver's properties. Of what has no effect a line is in the log.
   *
   * @param backend the name of the instance
   * @throws IllegalArgumentException if a key is unknown, or its value, or cannot be obeyed
   */
  static Map<String, String> properties(String backend, Map<String, String> parameters) {
    Map<String, String> properties = new LinkedHashMap<>();
    parameters.forEach((key, value) -> {
      if (NAMES.containsKey(key)) {
        properties.put(NAMES.getOrDefault(key, ""), value);
      } else if (WORDS.containsKey(key)) {
        properties.put(WORD_NAMES.getOrDefault(key, ""), word(key, value));
      } else if (TlsVersions.KEYS.contains(key)) {
        properties.put("sslfactory", TlsVersions.class.getName());
        properties.put(key, TlsVersions.checked(key, value));
      } else if (!OWN.contains(key) && !isSoAnyway(key, value)) {
        passOver(backend, key);
      }
    });
    TlsVersions.checkAnyIsLeft(properties);
    return properties;
  }

  private static boolean isSoAnyway(String key, String value) {
    return SO_ANYWAY.getOrDefault(key, List.of()).contains(value.toLowerCase(Locale.ROOT));
  }

  private static String word(String key, String value) {
    Map<String, String> words = WORDS.getOrDefault(key, Map.of());
    String word = words.get(value);
    if (word == null) {
      throw new IllegalArgumentException(
          key + ": expected one of " + new TreeSet<>(words.keySet()) + ", found \"" + value + '"');
    }
    return word;
  }

  private static void passOver(String backend, String key) {
    String refused = REFUSED.get(key);
    if (refused != null) {
      throw new IllegalArgumentException(key + " cannot be obeyed: " + refused);
    }
    String without = WITHOUT_EFFECT.get(key);
    if (without == null) {
      throw new IllegalArgumentException("expected a key of " + known() + ", found \"" + key + '"');
    }
    Unhonoured.tell(backend, key + " of " + backend + "-extra-connection-parameters", without);
  }

  private static Set<String> known() {
    Set<String> known = new TreeSet<>(NAMES.keySet());
    known.addAll(WORDS.keySet());
    known.addAll(OWN);
    known.addAll(TlsVersions.KEYS);
    known.addAll(WITHOUT_EFFECT.keySet());
    return known;
  }
}
