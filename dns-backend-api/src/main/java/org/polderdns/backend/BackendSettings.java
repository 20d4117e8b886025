package org.polderdns.backend;

import java.util.HashMap;
import java.util.Map;

/**
 * The values of one instance's settings, by suffix.
 *
 * <pre>{@code
 * BackendSettings settings =
 *     BackendSettings.of(new Launch("gsqlite3", ""), factory, Map.of("database", "z.sqlite"));
 * }</pre>
 */
public final class BackendSettings {
  private final Launch launch;
  private final Map<String, String> values;

  private BackendSettings(Launch launch, Map<String, String> values) {
    this.launch = launch;
    this.values = values;
  }

  /**
   * @param values by suffix; those missing have their defaults
   * @throws IllegalArgumentException if the factory does not declare one of them
   */
  public static BackendSettings of(
      Launch launch, BackendFactory factory, Map<String, String> values) {
    Map<String, String> all = new HashMap<>();
    for (BackendSetting setting : factory.settings()) {
      all.put(setting.suffix(), setting.defaultValue());
    }
    values.forEach((suffix, value) -> {
      if (all.put(suffix, value) == null) {
        throw new IllegalArgumentException("unknown setting " + launch.name() + "-" + suffix);
      }
    });
    return new BackendSettings(launch, Map.copyOf(all));
  }

  public Launch launch() {
    return launch;
  }

  /** The name of the instance, for messages. */
  public String name() {
    return launch.name();
  }

  /**
   * The text of a setting, perhaps empty.
   *
   * @throws IllegalArgumentException if the factory did not declare it
   */
  public String text(String suffix) {
    String value = values.get(suffix);
    if (value == null) {
      throw new IllegalArgumentException("setting " + suffix + " is not declared");
    }
    return value;
  }

  /** Whether a setting says yes, see {@link BackendSetting#isYes}. */
  public boolean isYes(String suffix) {
    return BackendSetting.isYes(text(suffix));
  }
}
