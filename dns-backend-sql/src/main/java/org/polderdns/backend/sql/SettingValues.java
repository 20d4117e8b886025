package org.polderdns.backend.sql;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.polderdns.backend.BackendSettings;
import org.polderdns.backend.StoreException;

/** Numbers and other values in settings of connections. */
final class SettingValues {
  private static final int MOST_SECONDS = 86_400;

  private SettingValues() {}

  /** A port, or {@code otherwise} if the setting is empty. */
  static int port(BackendSettings settings, String suffix, int otherwise) {
    return settings.text(suffix).isEmpty() ? otherwise : number(settings, suffix, 1, 0xffff);
  }

  /** A time in seconds, at most a day. */
  static int seconds(BackendSettings settings, String suffix) {
    return number(settings, suffix, 0, MOST_SECONDS);
  }

  private static int number(BackendSettings settings, String suffix, int least, int most) {
    String text = settings.text(suffix).trim();
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // the same to the operator as a number out of range
    }
    throw new StoreException(
        settings.name(),
        settings.name() + "-" + suffix + ": expected " + least + " to " + most + ", found \""
            + settings.text(suffix) + '"');
  }

  /** Text as part of a path in a JDBC URL. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
