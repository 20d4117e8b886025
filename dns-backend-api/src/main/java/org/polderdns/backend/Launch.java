package org.polderdns.backend;

import java.util.ArrayList;
import java.util.List;

/**
 * One entry of the setting {@code launch}: a kind of backend, and a suffix when there are several
 * instances of it, as in {@code launch=gsqlite3:east,gsqlite3:west}.
 *
 * @param kind the launch name, such as {@code gsqlite3}
 * @param suffix empty for none
 */
public record Launch(String kind, String suffix) {
  /**
   * Reads the value of the setting: entries between commas or blanks.
   *
   * @throws IllegalArgumentException if an entry has no kind, or is there twice
   */
  public static List<Launch> parseAll(String value) {
    List<Launch> all = new ArrayList<>();
    for (String entry : value.trim().split("[,\\s]+", -1)) {
      if (entry.isEmpty()) {
        continue;
      }
      int colon = entry.indexOf(':');
      Launch launch = colon < 0
          ? new Launch(entry, "")
          : new Launch(entry.substring(0, colon), entry.substring(colon + 1));
      if (launch.kind.isEmpty()) {
        throw new IllegalArgumentException("no backend before the colon in \"" + entry + '"');
      }
      if (all.contains(launch)) {
        throw new IllegalArgumentException(
            "Refusing to launch multiple backends with the same name '"
                + entry
                + "', verify all 'launch' statements in your configuration");
      }
      all.add(launch);
    }
    return all;
  }

  /** What the instance is called and its settings begin with: {@code gsqlite3-east}. */
  public String name() {
    return suffix.isEmpty() ? kind : kind + "-" + suffix;
  }

  /** The full name of a setting of this instance. */
  public String settingName(BackendSetting setting) {
    return name() + "-" + setting.suffix();
  }
}
