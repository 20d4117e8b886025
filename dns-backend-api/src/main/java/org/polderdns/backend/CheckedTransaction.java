package org.polderdns.backend;

import org.polderdns.wire.Name;
import org.polderdns.zone.change.Changeset;

/**
 * What every {@link ZoneTransaction} looks at before it does anything, for those who write stores:
 * that it goes on, that no load is half done, that there is a zone.
 */
public abstract class CheckedTransaction implements ZoneTransaction {
  private final String store;
  private final Name apex;
  private boolean loading;
  private boolean ended;

  /**
   * @param store the name of the store, for its failures
   */
  protected CheckedTransaction(String store, Name apex) {
    this.store = store;
    this.apex = apex;
  }

  @Override
  public final Name apex() {
    return apex;
  }

  /** To be called first by what needs no zone. */
  protected final void checkUsable() {
    if (ended) {
      throw new IllegalStateException("the transaction has ended");
    }
    if (loading) {
      throw new IllegalStateException("the load is not finished");
    }
  }

  /** To be called first by what makes the zone. */
  protected final void checkAbsent() {
    checkUsable();
    if (zone().isPresent()) {
      throw new StoreException(store, "zone " + apex + " exists already");
    }
  }

  /** The zone, to be called first by what needs one. */
  protected final ZoneInfo existing() {
    checkUsable();
    return zone().orElseThrow(() -> new StoreException(store, "there is no zone " + apex));
  }

  /** The zone as it is, to be called first by what puts {@code info} in its place. */
  protected final ZoneInfo existing(ZoneInfo info) {
    ZoneInfo old = existing();
    if (info.id() != old.id() || !info.apex().equals(apex)) {
      throw new IllegalArgumentException(info + " is not of " + old);
    }
    return old;
  }

  /** The zone, to be called first by what applies {@code changes}. */
  protected final ZoneInfo existing(Changeset changes) {
    if (!changes.apex().equals(apex)) {
      throw new IllegalArgumentException("changes of " + changes.apex() + " for " + apex);
    }
    return existing();
  }

  /** From now on nothing else can be done than {@link #loadFinished} and closing. */
  protected final void loadBegun() {
    loading = true;
  }

  protected final void loadFinished() {
    loading = false;
  }

  /** Says whether it has ended, so that closing does nothing. */
  protected final void setEnded(boolean ended) {
    this.ended = ended;
  }

  @Override
  public final void close() {
    if (!ended) {
      ended = true;
      release();
    }
  }

  /** Undoes what is not committed and gives back what the transaction holds; called once. */
  protected abstract void release();
}
