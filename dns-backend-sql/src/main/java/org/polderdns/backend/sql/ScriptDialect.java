package org.polderdns.backend.sql;

/** How statements are written for the client of a database, as text without parameters. */
enum ScriptDialect {
  /** A backslash escapes in strings, as MySQL has it unless its mode is another. */
  MYSQL("BEGIN;", "COMMIT WORK;", "'", "\\\\", "\\'", "0", "1"),
  /** Strings with an E before them, in which a backslash escapes whatever the server's setting. */
  POSTGRESQL("BEGIN TRANSACTION;", "COMMIT WORK;", "E'", "\\\\", "''", "'f'", "'t'"),
  /** A backslash is a character as any other. */
  SQLITE("BEGIN TRANSACTION;", "COMMIT;", "'", "\\", "''", "0", "1");

  private final String begin;
  private final String commit;
  private final String open;
  private final String backslash;
  private final String quote;
  private final String no;
  private final String yes;

  ScriptDialect(
      String begin,
      String commit,
      String open,
      String backslash,
      String quote,
      String no,
      String yes) {
    this.begin = begin;
    this.commit = commit;
    this.open = open;
    this.backslash = backslash;
    this.quote = quote;
    this.no = no;
    this.yes = yes;
  }

  String begin() {
    return begin;
  }

  String commit() {
    return commit;
  }

  String flag(boolean value) {
    return value ? yes : no;
  }

  /** Appends a string with its quotes. */
  void quote(StringBuilder out, CharSequence text) {
    out.append(open);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\'') {
        out.append(quote);
      } else if (c == '\\') {
        out.append(backslash);
      } else {
        out.append(c);
      }
    }
    out.append('\'');
  }
}
