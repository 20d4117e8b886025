package org.polderdns.backend;

/** A store that tells of changes when they are made. */
public interface ChangeNotices {
  /** Is told of changes, on whatever thread, which must not be held up. */
  interface Listener {
    /** Records or metadata of a zone were changed, or it came. */
    void zoneChanged(long id);

    /** Zones may have come or gone, or their metadata be others. */
    void zonesChanged();

    /** Something else was changed: keys, or what is kept of a zone beside its records. */
    void otherChanged();

    /** Anything may have changed: changes may have gone untold. */
    void anyChanged();
  }

  /** Tells a listener of changes from now on, until the store is closed. */
  void listen(Listener listener);

  /**
   * Whether all changes are told of now, whoever makes them, so that nobody has to look for any.
   * Else those are that this process makes.
   */
  boolean tellsAll();
}
