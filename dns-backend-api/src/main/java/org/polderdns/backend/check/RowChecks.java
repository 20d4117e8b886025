package org.polderdns.backend.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.polderdns.backend.Backend;
import org.polderdns.backend.RowLoad;
import org.polderdns.backend.RowStore;
import org.polderdns.backend.StoredRow;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.wire.Name;

/** Rows with columns that have no value, and such as cannot be read. */
final class RowChecks extends Checks {
  RowChecks(Backend store, Name apex) {
    super(store, apex);
  }

  void run(Runner runner) {
    runner.accept("rows without ttl and prio", () -> kept(row("A", "192.0.2.1", "", "", false)));
    runner.accept("disabled rows", () -> kept(row("A", "192.0.2.2", "60", "0", true)));
    runner.accept("rows of empty non-terminals", () -> kept(row("", "", "", "", false)));
    runner.accept("rows that cannot be read", () -> kept(row("A", "none", "60", "0", false)));
    runner.accept(
        "rows without place in the order",
        () ->
            kept(new StoredRow(name(), "A", "60", "192.0.2.3", "0", false, false, false, "", "")));
  }

  private String name() {
    String text = child("row").toString();
    return text.substring(0, text.length() - 1);
  }

  private StoredRow row(String type, String content, String ttl, String priority, boolean hidden) {
    return new StoredRow(name(), type, ttl, content, priority, hidden, true, true, "row", "");
  }

  private String kept(StoredRow row) {
    List<String> before = rows();
    try (ZoneTransaction tx = begin()) {
      RowLoad load = tx.addRows().orElseThrow();
      load.add(row);
      load.finish();
      tx.commit();
    }
    before.add(text(row));
    before.sort(Comparator.naturalOrder());
    return difference(before, rows());
  }

  /** Those of the name that the rows of these checks have. */
  private List<String> rows() {
    List<String> rows = new ArrayList<>();
    role(RowStore.class).rows(zone(), row -> {
      if (row.owner().equals(name())) {
        rows.add(text(row));
      }
    });
    rows.sort(Comparator.naturalOrder());
    return rows;
  }

  private static String text(StoredRow row) {
    return String.join(
        "|",
        row.type(),
        row.content(),
        row.ttl(),
        row.priority(),
        row.disabled() + "/" + row.auth() + "/" + row.ordered(),
        row.ordername());
  }
}
