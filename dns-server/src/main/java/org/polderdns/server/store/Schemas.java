package org.polderdns.server.store;

import java.util.List;
import java.util.Map;
import org.polderdns.backend.SchemaKeeping;
import org.polderdns.backend.StoreException;
import org.polderdns.server.config.SettingException;
import org.polderdns.server.config.Settings;

/** The tables of the stores that {@code launch} names, which may not be there yet. */
public final class Schemas {
  private static final String NONE = "no store in launch has tables";

  private Schemas() {}

  /**
   * Makes the tables of each store that has tables.
   *
   * @return the statements executed, by the name of the store in launch order
   * @throws StoreException if a database cannot be reached or has some of the tables
   * @throws SettingException if no store has tables
   */
  public static Map<String, List<String>> create(Settings settings) {
    return StatementsByStore.of(settings, SchemaKeeping.class, SchemaKeeping::createSchema, NONE);
  }

  /**
   * Completes the tables of each store that has tables.
   *
   * @return the statements executed, by the name of the store in launch order
   * @throws StoreException if a database cannot be reached or has none of the tables
   * @throws SettingException if no store has tables
   */
  public static Map<String, List<String>> upgrade(Settings settings) {
    return StatementsByStore.of(settings, SchemaKeeping.class, SchemaKeeping::upgradeSchema, NONE);
  }
}
