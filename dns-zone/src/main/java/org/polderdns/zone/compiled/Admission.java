package org.polderdns.zone.compiled;

import java.util.Optional;
import org.polderdns.wire.Name;
import org.polderdns.zone.ZoneView;

/**
 * Decides what a {@link ZoneTable} serves of the zones that are put into it, as where zones are signed
 * before anybody sees them. Its methods are called one at a time and hold up all changes of the
 * table, so they must not wait; they must not change the table.
 */
public interface Admission {
  /**
   * What is served when a zone is put.
   *
   * @return the zone itself, another version of it, or a place that is held; empty to leave what
   *     is there
   */
  Optional<ZoneView> admit(CompiledZone zone);

  /**
   * What is to be served from now on.
   *
   * @param served what is served, or holds the place
   * @return that, or what is to take its place
   */
  ZoneView again(ZoneView served);

  /** Takes note that a zone is not there any more. */
  void gone(Name apex);
}
