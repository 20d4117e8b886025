package org.polderdns.server.store;

import java.util.List;
import java.util.Map;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.TriggerKeeping;
import org.polderdns.server.config.SettingException;
import org.polderdns.server.config.Settings;

/** The triggers in the databases of the stores that {@code launch} names. */
public final class Triggers {
  private static final String NONE = "no store in launch can have triggers: gpgsql can";

  private Triggers() {}

  /**
   * Puts them into each database that can have them.
   *
   * @return the statements executed, by the name of the store in launch order
   * @throws StoreException if a database cannot be reached or does not allow it
   * @throws SettingException if no store can have triggers
   */
  public static Map<String, List<String>> install(Settings settings) {
    return StatementsByStore.of(
        settings, TriggerKeeping.class, TriggerKeeping::installTriggers, NONE);
  }

  /**
   * Removes them.
   *
   * @return the statements executed, by the name of the store in launch order
   * @throws StoreException if a database cannot be reached or does not allow it
   * @throws SettingException if no store can have triggers
   */
  public static Map<String, List<String>> remove(Settings settings) {
    return StatementsByStore.of(
        settings, TriggerKeeping.class, TriggerKeeping::removeTriggers, NONE);
  }
}
