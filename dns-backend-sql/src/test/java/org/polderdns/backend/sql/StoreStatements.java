package org.polderdns.backend.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.polderdns.backend.Backend;
import org.polderdns.backend.DirectStatements;

/** Statements on connections that are as the settings of a store make them. */
final class StoreStatements {
  private StoreStatements() {}

  /** The rows of a question to a store opened for it, columns joined by bars. */
  static List<String> rows(DatabaseServer server, Map<String, String> settings, String question) {
    try (Backend store = server.open(settings)) {
      return rows(store, question);
    }
  }

  static List<String> rows(Backend store, String question) {
    List<String> rows = new ArrayList<>();
    store
        .capability(DirectStatements.class)
        .orElseThrow()
        .execute(question, columns -> rows.add(String.join("|", columns)));
    return rows;
  }
}
