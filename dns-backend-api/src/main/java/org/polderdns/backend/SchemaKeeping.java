package org.polderdns.backend;

import java.util.List;

/** A kind of backend whose tables the operator has made, and brought up to date, by this program. */
public interface SchemaKeeping {
  /**
   * Makes all tables in a database that has none of them.
   *
   * @return the statements executed
   * @throws StoreException if it has some already, or cannot be reached
   */
  List<String> createSchema(BackendSettings settings);

  /**
   * Completes the tables of an older schema, in one transaction where the database can.
   *
   * @return the statements executed, none if nothing was to be done
   * @throws StoreException if there are no tables, or the database cannot be reached
   */
  List<String> upgradeSchema(BackendSettings settings);
}
