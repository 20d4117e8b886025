package org.polderdns.backend.sql;

import java.util.List;

/**
 * A statement as JDBC takes it.
 *
 * @param sql with {@code ?} for parameters
 * @param parameters for each {@code ?}, which of the query's parameters it stands for, from 0
 */
record JdbcText(String sql, List<Integer> parameters) {
  JdbcText {
    parameters = List.copyOf(parameters);
  }
}
