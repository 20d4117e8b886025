package org.polderdns.backend;

import org.polderdns.zone.ZoneSource;

/**
 * Zones as far as they can be had without waiting, for one thread and one question after the other.
 *
 * <pre>{@code
 * source.begin();
 * answerer.answer(...);
 * if (source.isIncomplete()) {
 *   // have the question answered again, by a thread that may wait
 * }
 * }</pre>
 */
public interface ReadySource extends ZoneSource {
  /** To be called before each question. */
  void begin();

  /**
   * Whether a zone was asked for since {@link #begin} that only a store which may block can give. It
   * was said not to be there; so what was answered is of no use.
   */
  boolean isIncomplete();
}
