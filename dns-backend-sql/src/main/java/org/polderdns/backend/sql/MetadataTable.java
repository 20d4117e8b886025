package org.polderdns.backend.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.polderdns.wire.Name;

/** The table {@code domainmetadata}: one row a value, kinds in any case. */
final class MetadataTable {
  private static final String OF_KIND =
      "select d.name, m.content from domainmetadata as m join domains as d on d.id = m.domain_id"
          + " where upper(m.kind) = ? order by m.id";

  private final Queries queries;

  MetadataTable(Queries queries) {
    this.queries = queries;
  }

  Map<String, List<String>> all(Session session, Name apex) throws SQLException {
    Map<String, List<String>> kinds = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    queries.each(
        session,
        Query.ALL_METADATA,
        row -> {
          String kind = row.getString(1);
          if (kind != null) {
            kinds
                .computeIfAbsent(kind, k -> new ArrayList<>())
                .add(SchemaText.text(row.getString(2)));
          }
        },
        SchemaText.name(apex));
    kinds.replaceAll((kind, values) -> List.copyOf(values));
    return Collections.unmodifiableMap(kinds);
  }

  /** The values of a kind of all zones; none where the operator has statements for metadata. */
  Map<Name, List<String>> zonesWith(Session session, String kind) throws SQLException {
    return queries.areDefault(Query.METADATA, Query.ALL_METADATA)
        ? byZone(session, OF_KIND, kind)
        : Map.of();
  }

  /**
   * The values of a kind of all zones.
   *
   * @param select zone and value, of the kind in upper case that is its one parameter
   */
  static Map<Name, List<String>> byZone(Session session, String select, String kind)
      throws SQLException {
    Map<Name, List<String>> zones = new HashMap<>();
    PreparedStatement statement = session.prepare(select);
    statement.setString(1, kind.toUpperCase(Locale.ROOT));
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        String value = SchemaText.text(row.getString(2));
        SchemaText.nameIn(row.getString(1), Name.ROOT)
            .ifPresent(
                apex -> zones.computeIfAbsent(apex, name -> new ArrayList<>()).add(value));
      }
    }
    return zones;
  }

  /**
   * The values of a kind. The operator's statement for them, if there is one, gets the kind in upper
   * case, as all kinds are that the server knows.
   */
  List<String> values(Session session, Name apex, String kind) throws SQLException {
    return queries.areDefault(Query.METADATA)
        ? all(session, apex).getOrDefault(kind, List.of())
        : queries.list(
            session,
            Query.METADATA,
            row -> SchemaText.text(row.getString(1)),
            SchemaText.name(apex),
            kind.toUpperCase(Locale.ROOT));
  }

  void set(Session session, Name apex, String kind, List<String> values) throws SQLException {
    String zone = SchemaText.name(apex);
    List<String> spellings =
        queries.list(session, Query.ALL_METADATA, row -> SchemaText.text(row.getString(1)), zone);
    for (String spelling : List.copyOf(new LinkedHashSet<>(spellings))) {
      if (spelling.equalsIgnoreCase(kind)) {
        queries.run(session, Query.CLEAR_METADATA, zone, spelling);
      }
    }
    for (String value : values) {
      queries.run(session, Query.SET_METADATA, kind, value, zone);
    }
  }

  /** Sets the values if they are not so already. */
  void replace(Session session, Name apex, String kind, List<String> values) throws SQLException {
    if (!values(session, apex, kind).equals(values)) {
      set(session, apex, kind, values);
    }
  }
}
