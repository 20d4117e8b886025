package org.polderdns.backend.sql;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What of a JDBC URL nobody else is to see: what stands before {@code @}, as {@code user:password}
 * or, with Oracle, {@code user/password}, and parameters whose names are such as of passwords.
 */
final class UrlSecrets {
  private static final String MASK = "***";

  private static final Pattern PARAMETER =
      Pattern.compile("(?i)[?&;:][^=?&;]*(?:passw|pwd|secret|passphrase|token)[^=?&;]*=([^&;]+)");

  private final String url;
  private final String before; // what is before the @, without the scheme
  private final List<String> secrets = new ArrayList<>();

  UrlSecrets(String url) {
    this.url = url;
    this.before = before(plain(url));
    if (!before.isEmpty()) { // drivers take it for host and port, and show either
      Stream.of(before.split("[:/]"))
          .skip(1)
          .filter(part -> part.length() > 2)
          .forEach(secrets::add);
      secrets.add(before.substring(before.indexOf(':') + 1));
    }
    Matcher parameters = PARAMETER.matcher(url);
    parameters.results().forEach(found -> secrets.add(found.group(1)));
    secrets.removeIf(String::isEmpty);
    secrets.sort(Comparator.comparing(String::length).reversed());
  }

  /** The URL up to its parameters. */
  private static String plain(String url) {
    return url.split("[?;]", 2)[0];
  }

  private static String before(String plain) {
    int at = plain.lastIndexOf('@');
    int slashes = plain.indexOf("//");
    int start = slashes >= 0 && slashes < at ? slashes + 2 : plain.indexOf(':', 5) + 1;
    return at > start ? plain.substring(start, at) : "";
  }

  /** Whether there is a user, with a password or not, before the host. */
  boolean hasUser() {
    return !before.isEmpty();
  }

  /** The URL up to its parameters, without user and password. */
  String place() {
    return before.isEmpty() ? plain(url) : plain(url).replace(before + "@", "");
  }

  /** A text with three stars in the place of each secret. */
  String masked(String text) {
    String masked = text;
    for (String secret : secrets) {
      masked = masked.replace(secret, MASK);
    }
    return masked;
  }

  /** The failure, or one that is as it but for the secrets in its words and in those of its causes. */
  SQLException masked(SQLException failure) {
    boolean isClean = true;
    for (Throwable each : failure) { // and its causes
      String text = each.toString();
      isClean = isClean && masked(text).equals(text);
    }
    if (isClean) {
      return failure;
    }
    SQLException masked = sameKind(failure, masked(String.valueOf(failure.getMessage())));
    masked.setStackTrace(failure.getStackTrace());
    return masked;
  }

  private static SQLException sameKind(SQLException failure, String message) {
    String state = failure.getSQLState();
    int code = failure.getErrorCode();
    if (failure instanceof SQLNonTransientConnectionException) {
      return new SQLNonTransientConnectionException(message, state, code);
    }
    if (failure instanceof SQLTransientConnectionException) {
      return new SQLTransientConnectionException(message, state, code);
    }
    return failure instanceof SQLRecoverableException
        ? new SQLRecoverableException(message, state, code)
        : new SQLException(message, state, code);
  }
}
