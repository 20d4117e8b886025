package org.polderdns.backend;

/** Rows on their way into a zone as they are. Nothing is checked, and nothing follows from them. */
public interface RowLoad {
  /**
   * Adds a row beside those of the zone. Its problem does not matter.
   *
   * @throws StoreException if the store has no room for what is in it, too
   */
  void add(StoredRow row);

  /** Completes the rows; the transaction can be used again and be committed. */
  void finish();
}
