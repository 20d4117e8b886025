package org.polderdns.backend;

import java.util.List;
import java.util.Optional;

/**
 * A store that can have another one keep the signing keys, metadata and TSIG keys of its zones, as
 * {@code bind-hybrid} asks for. The other one must have the zone too, by name.
 */
public interface CompanionUse {
  /** Whether it is to have a companion, of those launched with it. */
  boolean wantsCompanion();

  /** Takes a store for its companion, which stays another's to close. To be called before all else. */
  void useCompanion(Backend companion);

  /**
   * Gives each store that wants a companion the first other one that keeps keys and metadata. One for
   * which there is none goes without.
   *
   * @param stores in launch order
   */
  static void connect(List<Backend> stores) {
    for (Backend store : stores) {
      store
          .capability(CompanionUse.class)
          .filter(CompanionUse::wantsCompanion)
          .ifPresent(use -> companion(store, stores)
              .ifPresentOrElse(
                  use::useCompanion,
                  () -> System.getLogger(CompanionUse.class.getName())
                      .log(
                          System.Logger.Level.WARNING,
                          "event=no-companion backend=" + store.name()
                              + " reason=\"no other store in launch keeps keys\"")));
    }
  }

  private static Optional<Backend> companion(Backend store, List<Backend> stores) {
    return stores.stream()
        .filter(other -> other != store
            && other.capability(KeyListing.class).isPresent()
            && other.capability(MetadataStore.class).isPresent()
            && other.capability(ZoneWriting.class).isPresent()
            && other.capability(CompanionUse.class).isEmpty())
        .findFirst();
  }
}
