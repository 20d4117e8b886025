package org.polderdns.backend.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whose SQL is spoken; what a statement must look like follows from this and nothing else. */
enum DatabaseKind {
  SQLITE(ParameterStyle.NAMED),
  /** MySQL and MariaDB. */
  MYSQL(ParameterStyle.POSITIONAL),
  /** PostgreSQL and what speaks its protocol. */
  POSTGRESQL(ParameterStyle.NUMBERED),
  H2(ParameterStyle.POSITIONAL),
  /** Any other database: statements are as plain as the schema allows. */
  GENERIC(ParameterStyle.POSITIONAL);

  /** What PostgreSQL orders octets by; servers that only speak its protocol may lack it. */
  static final String BYTEWISE_OPERATORS = "~<~";

  /** What orders octets in its place. Who lacks this too, as CockroachDB, knows no other order. */
  static final String BYTEWISE_COLLATION = "collate";

  private final ParameterStyle parameterStyle;

  DatabaseKind(ParameterStyle parameterStyle) {
    this.parameterStyle = parameterStyle;
  }

  /** How parameters are written in statements that the operator sets. */
  ParameterStyle parameterStyle() {
    return parameterStyle;
  }

  /** Whether a backslash in a string literal takes the next character's meaning away. */
  boolean hasBackslashEscapes() {
    return this == MYSQL;
  }

  /** Whether {@code #} begins a comment. */
  boolean hasHashComments() {
    return this == MYSQL;
  }

  /** Whether there is {@code $tag$text$tag$}, and a comment may be in a comment. */
  boolean hasDollarQuotes() {
    return this == POSTGRESQL;
  }

  /**
   * Fills what is in braces in a statement of ours: {@code {false}} and so on.
   *
   * @param missing of the columns {@code options}, {@code catalog} and {@code published}, those
   *     that the tables lack, and {@link #BYTEWISE_OPERATORS} and {@link #BYTEWISE_COLLATION} if the
   *     server lacks them
   */
  String fill(String template, Set<String> missing) {
    if (template.indexOf('{') < 0) {
      return template;
    }
    boolean patterns = this == POSTGRESQL && !missing.contains(BYTEWISE_OPERATORS);
    boolean collated = this == POSTGRESQL && !patterns && !missing.contains(BYTEWISE_COLLATION);
    String order = collated ? " COLLATE \"C\"" : "";
    return template
        .replace("{true}", hasBooleans() ? "TRUE" : "1")
        .replace("{false}", hasBooleans() ? "FALSE" : "0")
        .replace("{like}", hasBooleans() ? "ILIKE" : "LIKE")
        .replace(" {escape}", this == SQLITE || this == GENERIC ? " ESCAPE '\\'" : "")
        .replace(" {<=}", patterns ? " ~<=~" : order + " <=")
        .replace(" {<}", patterns ? " ~<~" : order + " <")
        .replace(" {>}", patterns ? " ~>~" : order + " >")
        .replace("{asc}", patterns ? " USING ~<~" : order)
        .replace("{desc}", patterns ? " USING ~>~" : order + " DESC")
        .replace("{first}", this == GENERIC ? "OFFSET 0 ROWS FETCH FIRST 1 ROWS ONLY" : "LIMIT 1")
        .replace("{apex}", this == SQLITE ? "LOWER(d.name)" : "d.name")
        .replace("{options}", missing.contains("options") ? "NULL" : "d.options")
        .replace("{catalog}", missing.contains("catalog") ? "NULL" : "d.catalog")
        .replace("{published}", missing.contains("published") ? "1" : "k.published")
        .replace(" {published,}", missing.contains("published") ? "" : " published,")
        .replace(" {:published,}", missing.contains("published") ? "" : " :published,");
  }

  /** Whether flags are of a type of their own, and no numbers. */
  boolean hasBooleans() {
    return this == POSTGRESQL || this == H2;
  }

  /**
   * Binds a value. PostgreSQL is not told its type, as libpq does not tell: whether a column or an
   * operator's function takes text, numbers, flags or addresses, it finds out for itself.
   *
   * @param value a string, a number, a flag, or null
   */
  void bind(PreparedStatement statement, int place, @Nullable Object value) throws SQLException {
    if (value == null) {
      statement.setNull(place, this == POSTGRESQL ? Types.OTHER : Types.NULL);
    } else if (this == POSTGRESQL) {
      Object text = value instanceof Boolean flag ? flag ? "1" : "0" : value.toString();
      statement.setObject(place, text, Types.OTHER);
    } else if (value instanceof Boolean flag) {
      statement.setInt(place, flag ? 1 : 0); // as in the texts, which compare it with 1
    } else if (value instanceof Number number) {
      statement.setLong(place, number.longValue());
    } else {
      statement.setString(place, value.toString());
    }
  }

  /** Rows at a time that a result of unknown size is fetched by; without it some drivers take all. */
  void stream(PreparedStatement statement) throws SQLException {
    if (this == POSTGRESQL || this == MYSQL) {
      statement.setFetchSize(1000);
    }
  }
}
