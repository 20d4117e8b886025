package org.polderdns.server.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.polderdns.backend.BackendSettings;
import org.polderdns.backend.SchemaKeeping;
import org.polderdns.backend.StoreException;
import org.polderdns.server.config.SettingException;
import org.polderdns.server.config.Settings;

/** The tables of the stores that {@code launch} names, which may not be there yet. */
public final class Schemas {
  private Schemas() {}

  /**
   * Makes the tables of each store that has tables.
   *
   * @return the statements executed, by the name of the store in launch order
   * @throws StoreException if a database cannot be reached or has some of the tables
   * @throws SettingException if no store has tables
   */
  public static Map<String, List<String>> create(Settings settings) {
    return each(settings, SchemaKeeping::createSchema);
  }

  /**
   * Completes the tables of each store that has tables.
   *
   * @return the statements executed, by the name of the store in launch order
   * @throws StoreException if a database cannot be reached or has none of the tables
   * @throws SettingException if no store has tables
   */
  public static Map<String, List<String>> upgrade(Settings settings) {
    return each(settings, SchemaKeeping::upgradeSchema);
  }

  private interface Work {
    List<String> on(SchemaKeeping keeping, BackendSettings settings);
  }

  private static Map<String, List<String>> each(Settings settings, Work work) {
    Map<String, List<String>> done = new LinkedHashMap<>();
    Stores.launched(settings, (factory, own) -> {
      if (factory instanceof SchemaKeeping keeping) {
        done.put(own.name(), work.on(keeping, own));
      }
    });
    if (done.isEmpty()) {
      throw new SettingException("no store in launch has tables");
    }
    return done;
  }
}
