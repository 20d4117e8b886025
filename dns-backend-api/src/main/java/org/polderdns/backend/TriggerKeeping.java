package org.polderdns.backend;

import java.util.List;

/**
 * A kind of backend in whose database triggers can be put that tell a server of changes when they are
 * made. They hinder no other program. Both methods may be called again and again.
 */
public interface TriggerKeeping {
  /**
   * Puts the triggers there, in place of those there are.
   *
   * @return the statements executed
   * @throws StoreException if that cannot be done; none is there then but those there were
   */
  List<String> installTriggers(BackendSettings settings);

  /**
   * Removes them.
   *
   * @return the statements executed
   * @throws StoreException if that cannot be done
   */
  List<String> removeTriggers(BackendSettings settings);
}
