package org.polderdns.backend;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.polderdns.wire.Name;
import org.polderdns.zone.change.ChangeRefusedException;
import org.polderdns.zone.change.Changeset;

/**
 * Changes of one zone that become visible together at {@link #commit()}; closed without it, none of
 * them does. It sees its own changes. For one thread. Every method may throw {@link
 * StoreException}; a {@link StoreConflictException} if the transaction was given up for another and
 * has to be done again by whoever began it, as loads have.
 */
public interface ZoneTransaction extends AutoCloseable {
  Name apex();

  /** The zone as it is within this transaction; empty if there is none yet. */
  Optional<ZoneInfo> zone();

  /**
   * Makes the zone, without records.
   *
   * @throws StoreException if it exists too
   */
  ZoneInfo create(ZoneKind kind);

  /**
   * Stores what is kept beside the records; {@code id} and {@code apex} must be the zone's.
   *
   * @throws StoreException if there is no such zone too
   */
  void update(ZoneInfo info);

  /** Deletes the zone with its records and all else that is kept of it; no zone is no error. */
  void delete();

  /** What is at a name, or empty; as {@link Backend#lookup}. */
  Optional<StoredNode> lookup(Name owner);

  /**
   * Changes records. RRsets of disabled records stay as they are.
   *
   * @throws ChangeRefusedException if the zone may not be as it would be; nothing was changed then
   * @throws StoreException if there is no such zone too
   */
  void apply(Changeset changes);

  /**
   * Begins to put new contents in the place of all records of the zone. Until {@link
   * ZoneLoad#finish()}, nothing else may be done with this transaction but closing it.
   *
   * @throws StoreException if there is no such zone too
   */
  ZoneLoad replaceAll();

  /** The values of one kind of metadata as they are within this transaction. */
  List<String> metadata(String kind);

  /**
   * Puts values in the place of those of the kind; no values unset it.
   *
   * @throws StoreException if there is no such zone too
   */
  void setMetadata(String kind, List<String> values);

  /**
   * Sets right what the store keeps beside the records because of them and of the zone's metadata:
   * which data are authoritative, empty non-terminals, the order of names for denials ({@link
   * NameOrder}). Loads and changes here keep it right; what other programs write, and a change of
   * the metadata, may leave it wrong.
   *
   * @return how many rows were changed, added or deleted; empty if the store keeps nothing of it
   * @throws StoreException if there is no such zone too
   */
  default OptionalLong rectify() {
    return OptionalLong.empty();
  }

  /** The zone's signing keys within this transaction, if the store keeps any. */
  default Optional<ZoneKeys> keys() {
    return Optional.empty();
  }

  /** The comments on the zone's RRsets within this transaction, if the store keeps any. */
  default Optional<ZoneComments> comments() {
    return Optional.empty();
  }

  /**
   * Begins to add rows as they are, where the store is a {@link RowStore}. Until {@link
   * RowLoad#finish()}, nothing else may be done with this transaction but closing it.
   *
   * @throws StoreException if there is no such zone too
   */
  default Optional<RowLoad> addRows() {
    return Optional.empty();
  }

  /**
   * Makes the changes lasting and visible, and ends the transaction.
   *
   * @throws IllegalStateException if it has ended, or a load is not finished
   */
  void commit();

  /** Ends the transaction; what is not committed is undone. */
  @Override
  void close();
}
