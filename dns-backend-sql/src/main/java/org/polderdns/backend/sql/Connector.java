package org.polderdns.backend.sql;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens connections to a database as the settings say. */
interface Connector {
  /** The database as messages name it, without secrets. */
  String database();

  /** The ends of the settings that say whose data it is, for who was refused: {@code -user}. */
  String accessSettings();

  /** A connection that commits each statement. */
  Connection connect() throws SQLException;
}
