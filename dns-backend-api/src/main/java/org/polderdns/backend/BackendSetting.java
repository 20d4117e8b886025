package org.polderdns.backend;

/**
 * A setting that a kind of backend takes.
 *
 * @param suffix what follows the instance's prefix and a hyphen in the full name, such as {@code
 *     database} in {@code gsqlite3-east-database}
 * @param defaultValue its value when not set
 * @param help one line for the operator, without a full stop
 * @param obeyed whether it has an effect; without one the operator is told so if it is set
 */
public record BackendSetting(String suffix, String defaultValue, String help, boolean obeyed) {
  /** A setting that has its effect. */
  public BackendSetting(String suffix, String defaultValue, String help) {
    this(suffix, defaultValue, help, true);
  }

  /** A setting that is taken and has no effect yet. */
  public static BackendSetting later(String suffix, String defaultValue, String help) {
    return new BackendSetting(suffix, defaultValue, help, false);
  }
}
