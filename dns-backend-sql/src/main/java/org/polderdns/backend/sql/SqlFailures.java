package org.polderdns.backend.sql;

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/** What a failure of a database means for who met it. */
final class SqlFailures {
  /** Errors of MySQL whose SQLSTATE says less. */
  private static final int NO_RIGHT_TO_DATABASE = 1044;

  private static final int UNKNOWN_DATABASE = 1049;
  private static final int TOO_MANY_OF_USER = 1203;

  private SqlFailures() {}

  /** The driver's failure in a chain of causes; null if there is none. */
  static @Nullable SQLException in(Throwable failure) {
    Throwable cause = failure;
    while (cause != null && !(cause instanceof SQLException)) {
      cause = cause.getCause();
    }
    return (SQLException) cause;
  }

  /** What a database says, on one line: for the log, and for messages that get there. */
  static String words(SQLException failure) {
    return String.valueOf(failure.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
  }

  /** Whether the connection is of no more use: it broke, or the server ended it. */
  static boolean isLost(Throwable failure) {
    SQLException cause = in(failure);
    if (cause == null) {
      return false;
    }
    String state = state(cause);
    return cause instanceof SQLRecoverableException
        || cause instanceof SQLNonTransientConnectionException
        || cause instanceof SQLTransientConnectionException
        || state.startsWith("08") // connection exceptions of the standard
        || state.startsWith("57P0") // PostgreSQL: shut down, crashed, starting up
        || state.equals("70100"); // MySQL: killed
  }

  /**
   * Whether the server cannot be reached, or takes no more connections, for now. A certificate that
   * is not trusted, or a server without TLS where it is asked for, will be so the next time too.
   */
  static boolean isUnavailable(Throwable failure) {
    SQLException cause = in(failure);
    if (cause == null || isUntrusted(failure)) {
      return false;
    }
    boolean refusedByDriver = state(cause).equals("08004") && cause.getErrorCode() == 0;
    return isLost(failure) && !refusedByDriver
        || state(cause).equals("53300") // PostgreSQL: too many connections
        || cause.getErrorCode() == TOO_MANY_OF_USER;
  }

  private static boolean isUntrusted(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException || cause instanceof CertPathValidatorException) {
        return true;
      }
    }
    return false;
  }

  /** Whether user, password or database were refused: what the operator has set is wrong. */
  static boolean isRefused(Throwable failure) {
    SQLException cause = in(failure);
    return cause != null
        && (state(cause).startsWith("28")
            || state(cause).equals("3D000")
            || cause.getErrorCode() == UNKNOWN_DATABASE
            || cause.getErrorCode() == NO_RIGHT_TO_DATABASE);
  }

  /**
   * Whether a transaction was given up in favour of another and would go through if done again: a
   * serialization failure, a deadlock, a certification failure in a cluster.
   */
  static boolean isConflict(Throwable failure) {
    SQLException cause = in(failure);
    return cause != null && (state(cause).equals("40001") || state(cause).equals("40P01"));
  }

  /**
   * A failure that tells nothing of the values of the statement, which the words of some databases
   * do. A fault of ours or of a setting stays as it is.
   */
  static SQLException withoutValues(SQLException failure) {
    if (failure instanceof QueryException) {
      return failure;
    }
    String state = state(failure);
    String words = state.equals("22001") ? " (a value is too long)" : "";
    return new SQLException(
        "the database refused it, SQLSTATE " + (state.isEmpty() ? "not given" : state) + words
            + ", code " + failure.getErrorCode(),
        state,
        failure.getErrorCode());
  }

  private static String state(SQLException failure) {
    return failure.getSQLState() == null ? "" : failure.getSQLState();
  }
}
