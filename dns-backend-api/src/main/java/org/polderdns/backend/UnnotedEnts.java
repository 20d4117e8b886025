package org.polderdns.backend;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.polderdns.wire.Name;

/**
 * The empty non-terminals of each zone that a store's look-ups do not tell, found when a question
 * first needs them and again after the store changed, at most once a second a zone, or once a minute
 * if the store tells of no changes. While the store fails those found last count.
 */
final class UnnotedEnts {
  private static final class Found {
    volatile long mark;
    volatile long at;
    boolean working;
    volatile Set<Name> names = Set.of();
  }

  /** Between two looks at a zone of a store that tells of no changes. */
  private static final long UNMARKED_PERIOD = TimeUnit.SECONDS.toNanos(60);

  private final @Nullable EmptyNonTerminals store; // null: look-ups tell all
  private final ChangeWatch watch;
  private final LongSupplier nanoTime;
  private final int limit;
  private final long period;
  private final Map<Long, Found> zones = new ConcurrentHashMap<>();

  UnnotedEnts(Backend backend, ChangeWatch watch, LongSupplier nanoTime, int limit) {
    this.store = backend.capability(EmptyNonTerminals.class).orElse(null);
    this.watch = watch;
    this.nanoTime = nanoTime;
    this.limit = limit;
    this.period = watch.isMarked() ? ChangeWatch.PERIOD : UNMARKED_PERIOD;
  }

  /** Whether a name that a look-up did not find is an empty non-terminal all the same. */
  boolean has(ZoneInfo zone, Name name) {
    return store != null && names(store, zone).contains(name);
  }

  /**
   * The names as far as they are known now, without asking the store; null if it would have to be
   * asked.
   */
  @Nullable
  Set<Name> known(long zone) {
    if (store == null) {
      return Set.of();
    }
    Found found = zones.get(zone);
    if (found == null) {
      return null;
    }
    boolean current = watch.isMarked()
        ? found.mark == watch.seenMark()
        : nanoTime.getAsLong() - found.at < period;
    return current ? found.names : null;
  }

  private Set<Name> names(EmptyNonTerminals from, ZoneInfo zone) {
    Found found = zones.get(zone.id());
    if (found == null) {
      found = zones.computeIfAbsent(zone.id(), id -> first(from, zone));
      return found.names;
    }
    long mark = watch.lastMark();
    if (watch.isMarked() && found.mark == mark) {
      return found.names;
    }
    synchronized (found) {
      long now = nanoTime.getAsLong();
      if (found.working || watch.isMarked() && found.mark == mark || now - found.at < period) {
        return found.names;
      }
      found.working = true;
    }
    try {
      Set<Name> names = from.unnoted(zone, limit);
      synchronized (found) {
        found.names = names;
        found.mark = mark;
      }
      return names;
    } catch (StoreException e) {
      return found.names;
    } finally {
      synchronized (found) {
        found.working = false;
        found.at = nanoTime.getAsLong();
      }
    }
  }

  private Found first(EmptyNonTerminals from, ZoneInfo zone) {
    Found found = new Found();
    found.mark = watch.lastMark();
    found.names = from.unnoted(zone, limit);
    found.at = nanoTime.getAsLong();
    return found;
  }

  /** Forgets a zone that is no more. */
  void forget(long id) {
    zones.remove(id);
  }
}
