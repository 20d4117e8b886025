package org.polderdns.backend;

/**
 * A setting that a kind of backend takes.
 *
 * @param suffix what follows the instance's prefix and a hyphen in the full name, such as {@code
 *     database} in {@code gsqlite3-east-database}
 * @param defaultValue its value when not set
 * @param help one line for the operator, without a full stop
 */
public record BackendSetting(String suffix, String defaultValue, String help) {}
