package org.polderdns.server.cli;

import java.lang.System.Logger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.StoreUnavailableException;
import org.polderdns.backend.ZoneDiscovery;
import org.polderdns.server.DnsServer;
import org.polderdns.server.cache.CachePurge;
import org.polderdns.server.config.Settings;
import org.polderdns.server.control.ControlCommands;
import org.polderdns.server.store.Stores;

/** A server that answers, and its stores. */
record Running(Stores stores, DnsServer server) implements AutoCloseable {
  private static final long FIRST_WAIT = 1000;
  private static final long LONGEST_WAIT = 10_000;

  /**
   * Opens the stores and starts the server. While a store cannot be reached it tries again, after a
   * second, then twice as long each time, at most ten, for as long as it takes: the database may be
   * on a machine that starts later. Meanwhile the control channel answers, and no address is bound,
   * so that resolvers ask another server at once.
   *
   * @return nothing if the end was asked for before
   */
  static Optional<Running> start(Settings settings, ControlDirectory directory, Stop stop) {
    long wait = FIRST_WAIT;
    @Nullable ControlChannel control = null; // null: the first attempt did not fail yet
    try {
      while (true) {
        try {
          return Optional.of(attempt(settings));
        } catch (StoreUnavailableException e) {
          System.getLogger(Running.class.getName())
              .log(Logger.Level.ERROR, e.getMessage() + "; trying again in " + wait / 1000 + " s");
        }
        if (control == null) {
          control = ControlChannel.open(directory, commands(stop));
        }
        if (stop.await(wait)) {
          return Optional.empty();
        }
        wait = Math.min(LONGEST_WAIT, 2 * wait);
      }
    } finally {
      if (control != null) {
        control.close();
      }
    }
  }

  private static Running attempt(Settings settings) {
    Stores stores = Stores.open(settings);
    try {
      return new Running(
          stores, DnsServer.builder().settings(settings).stores(stores).start());
    } catch (RuntimeException e) {
      stores.close();
      throw e;
    }
  }

  /** The commands of a server that has no stores yet. */
  private static ControlCommands commands(Stop stop) {
    long started = System.nanoTime();
    return new ControlCommands(
        List.of(),
        () -> Map.of("uptime", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started)),
        CachePurge.NONE,
        ZoneDiscovery.NONE,
        Version.number(),
        stop::request);
  }

  @Override
  public void close() {
    server.close();
    stores.close();
  }
}
