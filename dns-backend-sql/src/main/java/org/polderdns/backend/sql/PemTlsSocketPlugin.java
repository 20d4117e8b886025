package org.polderdns.backend.sql;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Properties;
import javax.net.ssl.KeyManager;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.export.ExceptionFactory;
import org.mariadb.jdbc.plugin.tls.main.DefaultTlsSocketPlugin;

/**
 * Gives the driver of MariaDB the certificate of a client from PEM files, of which it knows none:
 * read for each connection, so that a certificate may be renewed. The driver finds it among the
 * services, which is why it is public.
 */
@SuppressWarnings("exports") // only the driver calls it
public final class PemTlsSocketPlugin extends DefaultTlsSocketPlugin {
  /** What the driver's option {@code tlsSocketType} calls it. */
  static final String TYPE = "polder-pem";

  /** Properties of the connection, paths of files. */
  static final String CERTIFICATE = "polderClientCertificate";

  static final String KEY = "polderClientKey";

  /** The state for what another attempt does not change: the driver's own for such. */
  private static final String REFUSED_BY_CLIENT = "08004";

  @Override
  public String type() {
    return TYPE;
  }

  /** The certificate and key that the connection's properties name. */
  @Override
  public KeyManager[] getKeyManager(Configuration settings, ExceptionFactory exceptions)
      throws SQLException {
    Properties properties = settings.nonMappedOptions();
    try {
      return PemFiles.identity(
          Path.of(properties.getProperty(CERTIFICATE)), Path.of(properties.getProperty(KEY)));
    } catch (IOException e) {
      throw new SQLException(e.getMessage(), REFUSED_BY_CLIENT, e);
    }
  }
}
