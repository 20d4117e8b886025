package org.polderdns.backend.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.polderdns.wire.Name;

/** The table {@code domainmetadata}: one row a value, kinds in any case. */
final class MetadataTable {
  private record Value(String kind, String content) {}

  private MetadataTable() {}

  static Map<String, List<String>> all(Session session, Name apex) {
    Map<String, List<String>> kinds = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    session
        .handle()
        .createQuery("select m.kind, m.content from domainmetadata as m"
            + " inner join domains as d on d.id = m.domain_id"
            + " where d.name = :name and m.kind is not null order by m.id")
        .bind("name", SchemaText.name(apex))
        .map((row, context) -> {
          String content = row.getString(2);
          return new Value(row.getString(1), content == null ? "" : content);
        })
        .forEach(
            value -> kinds.computeIfAbsent(value.kind, k -> new ArrayList<>()).add(value.content));
    kinds.replaceAll((kind, values) -> List.copyOf(values));
    return Collections.unmodifiableMap(kinds);
  }

  static List<String> values(Session session, Name apex, String kind) {
    return all(session, apex).getOrDefault(kind, List.of());
  }

  static void set(Session session, long zone, String kind, List<String> values) {
    session
        .handle()
        .createUpdate(
            "delete from domainmetadata where domain_id = :zone and upper(kind) = upper(:kind)")
        .bind("zone", zone)
        .bind("kind", kind)
        .execute();
    for (String value : values) {
      session
          .handle()
          .createUpdate("insert into domainmetadata (kind, content, domain_id)"
              + " values (:kind, :content, :zone)")
          .bind("kind", kind)
          .bind("content", value)
          .bind("zone", zone)
          .execute();
    }
  }
}
