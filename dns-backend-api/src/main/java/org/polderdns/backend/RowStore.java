package org.polderdns.backend;

/**
 * A store that keeps rows as {@link StoredRow} has them, with all of its columns, and can be given
 * such rows, see {@link ZoneTransaction#addRows}. What moves rows from one of these to another loses
 * nothing of them.
 */
public interface RowStore extends RowListing {}
