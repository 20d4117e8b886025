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
  private final int maxNsec3Iterations;

  private BackendSettings(Launch launch, Map<String, String> values, int maxNsec3Iterations) {
    this.launch = launch;
    this.values = values;
    this.maxNsec3Iterations = maxNsec3Iterations;
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
    return new BackendSettings(launch, Map.copyOf(all), NameOrder.MAX_ITERATIONS);
  }

  /**
   * The same with another bound of the iterations of NSEC3, which zones are put in the order of.
   *
   * @param iterations as those who answer use them at most, 0 or more
   */
  public BackendSettings withMaxNsec3Iterations(int iterations) {
    return new BackendSettings(launch, values, iterations);
  }

  /** The iterations of NSEC3 that are computed at most, see {@link NameOrder#of}. */
  public int maxNsec3Iterations() {
    return maxNsec3Iterations;
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
