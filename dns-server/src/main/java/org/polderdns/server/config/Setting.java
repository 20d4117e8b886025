package org.polderdns.server.config;

/**
 * A setting that can be given.
 *
 * @param name as in {@code pdns.conf}
 * @param defaultValue its value when it is not given; may be empty
 * @param help one line
 */
public record Setting(
    String name, SettingType type, String defaultValue, SettingEffect effect, String help) {}
