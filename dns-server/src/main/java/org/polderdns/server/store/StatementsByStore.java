package org.polderdns.server.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.polderdns.backend.BackendSettings;
import org.polderdns.server.config.SettingException;
import org.polderdns.server.config.Settings;

/** What is done to the databases of the stores that {@code launch} names, without opening the stores. */
final class StatementsByStore {
  private StatementsByStore() {}

  /**
   * Does some work for each store whose kind plays a role.
   *
   * @param otherwise what to say if none does
   * @return the statements executed, by the name of the store in launch order
   * @throws SettingException if none does
   */
  static <K> Map<String, List<String>> of(
      Settings settings,
      Class<K> role,
      BiFunction<K, BackendSettings, List<String>> work,
      String otherwise) {
    Map<String, List<String>> done = new LinkedHashMap<>();
    Stores.launched(settings, (factory, own) -> {
      if (role.isInstance(factory)) {
        done.put(own.name(), work.apply(role.cast(factory), own));
      }
    });
    if (done.isEmpty()) {
      throw new SettingException(otherwise);
    }
    return done;
  }
}
