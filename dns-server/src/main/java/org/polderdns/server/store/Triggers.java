package org.polderdns.server.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.polderdns.backend.BackendSettings;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.TriggerKeeping;
import org.polderdns.server.config.SettingException;
import org.polderdns.server.config.Settings;

/** The triggers in the databases of the stores that {@code launch} names. */
public final class Triggers {
  private Triggers() {}

  /**
   * Puts them into each database that can have them.
   *
   * @return the statements executed, by the name of the store in launch order
   * @throws StoreException if a database cannot be reached or does not allow it
   * @throws SettingException if no store can have triggers
   */
  public static Map<String, List<String>> install(Settings settings) {
    return each(settings, TriggerKeeping::installTriggers);
  }

  /**
   * Removes them.
   *
   * @return the statements executed, by the name of the store in launch order
   * @throws StoreException if a database cannot be reached or does not allow it
   * @throws SettingException if no store can have triggers
   */
  public static Map<String, List<String>> remove(Settings settings) {
    return each(settings, TriggerKeeping::removeTriggers);
  }

  private interface Work {
    List<String> on(TriggerKeeping keeping, BackendSettings settings);
  }

  private static Map<String, List<String>> each(Settings settings, Work work) {
    Map<String, List<String>> done = new LinkedHashMap<>();
    Stores.launched(settings, (factory, own) -> {
      if (factory instanceof TriggerKeeping keeping) {
        done.put(own.name(), work.on(keeping, own));
      }
    });
    if (done.isEmpty()) {
      throw new SettingException("no store in launch can have triggers: gpgsql can");
    }
    return done;
  }
}
