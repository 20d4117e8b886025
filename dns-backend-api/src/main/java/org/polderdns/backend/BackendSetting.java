package org.polderdns.backend;

/**
 * A setting that a kind of backend takes.
 *
 * @param suffix what follows the instance's prefix and a hyphen in the full name, such as {@code
 *     database} in {@code gsqlite3-east-database}
 * @param defaultValue its value when not set
 * @param help one line for the operator, without a full stop
 * @param yesOrNo whether the values are those of {@link #isYes}
 * @param obeyed whether it has an effect; without one the operator is told so if it is set
 */
public record BackendSetting(
    String suffix, String defaultValue, String help, boolean yesOrNo, boolean obeyed) {
  /** A setting of any text that has its effect. */
  public BackendSetting(String suffix, String defaultValue, String help) {
    this(suffix, defaultValue, help, false, true);
  }

  /** A setting that is yes or no and has its effect. */
  public static BackendSetting yesOrNo(String suffix, boolean defaultValue, String help) {
    return new BackendSetting(suffix, defaultValue ? "yes" : "no", help, true, true);
  }

  /** This setting as one that is taken and has no effect yet. */
  public BackendSetting later() {
    return new BackendSetting(suffix, defaultValue, help, yesOrNo, false);
  }

  /**
   * Whether a value means yes. Only {@code no} and {@code off}, written so, do not: as PowerDNS has
   * it, {@code 0}, {@code false}, {@code NO} and no value at all mean yes.
   */
  public static boolean isYes(String value) {
    return !value.equals("no") && !value.equals("off");
  }
}
