package org.polderdns.backend.sql;

import java.sql.SQLException;

/** What went wrong with a statement of an operator. The message begins with the setting. */
final class QueryException extends SQLException {
  private static final long serialVersionUID = 1L;

  QueryException(String setting, String reason) {
    super(setting + ": " + reason);
  }

  QueryException(String setting, SQLException cause) {
    super(
        setting + ": " + SqlFailures.words(cause),
        cause.getSQLState(),
        cause.getErrorCode(),
        cause);
  }
}
