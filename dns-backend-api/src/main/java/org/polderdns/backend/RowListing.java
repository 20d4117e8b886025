package org.polderdns.backend;

import java.util.function.Consumer;

/** A store that can show its records as it keeps them, faulty and disabled ones included. */
public interface RowListing {
  /** Visits all rows of a zone in the order of owner and type. */
  void rows(ZoneInfo zone, Consumer<StoredRow> visitor);
}
