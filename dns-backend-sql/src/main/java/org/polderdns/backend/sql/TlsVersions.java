package org.polderdns.backend.sql;

import java.io.IOException;
import java.net.Socket;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.postgresql.ssl.LibPQFactory;
import org.postgresql.util.PSQLException;

/**
 * TLS as the driver of PostgreSQL has it, of the versions that the client library's parameters
 * allow. The driver makes it by name, which is why it is public.
 */
@SuppressWarnings("exports") // only the driver calls it
public final class TlsVersions extends LibPQFactory {
  private static final String LEAST = "ssl_min_protocol_version";
  private static final String MOST = "ssl_max_protocol_version";

  /** The parameters, which are properties of the connection too. */
  static final List<String> KEYS = List.of(LEAST, MOST);

  private static final List<String> VERSIONS = List.of("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3");

  private final int least;
  private final int most;

  /**
   * @param properties those of the connection
   * @throws PSQLException if the driver cannot use its other properties
   */
  public TlsVersions(Properties properties) throws PSQLException {
    super(properties);
    this.least = VERSIONS.indexOf(properties.getProperty(LEAST, VERSIONS.get(0)));
    this.most = VERSIONS.indexOf(properties.getProperty(MOST, "TLSv1.3"));
  }

  /** The value as Java writes it; empty is as if it were not there, as in the client library. */
  static String checked(String key, String value) {
    if (value.isEmpty()) {
      return key.equals(LEAST) ? VERSIONS.get(0) : "TLSv1.3";
    }
    return VERSIONS.stream()
        .filter(value::equalsIgnoreCase)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(
            key + ": expected one of " + VERSIONS + ", found \"" + value + '"'));
  }

  /**
   * Looks whether Java speaks a version that is allowed.
   *
   * @throws IllegalArgumentException if not
   */
  static void checkAnyIsLeft(Map<String, String> properties) {
    int least = VERSIONS.indexOf(properties.getOrDefault(LEAST, VERSIONS.get(0)));
    int most = VERSIONS.indexOf(properties.getOrDefault(MOST, "TLSv1.3"));
    try {
      String[] spoken = SSLContext.getDefault().getDefaultSSLParameters().getProtocols();
      if (allowed(spoken, least, most).length == 0) {
        throw new IllegalArgumentException(LEAST + " and " + MOST
            + " leave none of the versions that Java speaks: " + String.join(", ", spoken));
      }
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String[] allowed(String[] versions, int least, int most) {
    return List.of(versions).stream()
        .filter(version -> VERSIONS.indexOf(version) >= least && VERSIONS.indexOf(version) <= most)
        .toArray(String[]::new);
  }

  @Override
  public Socket createSocket(Socket plain, String host, int port, boolean autoClose)
      throws IOException {
    SSLSocket socket = (SSLSocket) super.createSocket(plain, host, port, autoClose);
    socket.setEnabledProtocols(allowed(socket.getEnabledProtocols(), least, most));
    return socket;
  }
}
