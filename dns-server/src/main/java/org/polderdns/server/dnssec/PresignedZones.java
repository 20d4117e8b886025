package org.polderdns.server.dnssec;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.polderdns.dnssec.sign.SignatureWindow;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.compiled.CompiledZone;

/**
 * Watches the signatures of zones that were signed elsewhere: one that has expired, or is not valid
 * yet, makes answers that validators refuse. Such a zone is served all the same, and named in the log
 * when that is found and once an hour. Of zones in memory all signatures count; of zones that are seen
 * by look-ups those over the SOA, for as long as somebody asks. For any number of threads.
 */
public final class PresignedZones {
  private static final System.Logger LOG = System.getLogger(PresignedZones.class.getName());
  private static final long AGAIN = 3600; // seconds between two lines about a zone
  private static final long UNASKED =
      3600; // seconds after which a zone seen by look-ups is forgotten
  private static final int MOST_STORED = 100_000; // zones seen by look-ups that are watched
  private static final int EXPIRATION = 8; // where it stands in an RRSIG (RFC 4034 §3.1)
  private static final int INCEPTION = 12;

  /** The time in which all signatures of a zone are valid. */
  private static final class Watched {
    final Instant from;
    final Instant to;
    final boolean stored;
    long seen; // when it was seen by look-ups last, by seconds since 1970
    long told = Long.MIN_VALUE; // when it was named in the log, by seconds since 1970

    Watched(Instant from, Instant to, boolean stored) {
      this.from = from;
      this.to = to;
      this.stored = stored;
    }

    boolean isOf(Instant begin, Instant end) {
      return from.equals(begin) && to.equals(end);
    }

    boolean isValid(Instant now) {
      return !now.isBefore(from) && !now.isAfter(to);
    }
  }

  private final Clock clock;
  private final Map<Name, CompiledZone> latest = new HashMap<>(); // guarded by this
  private final Map<Name, Watched> zones = new HashMap<>(); // guarded by this

  public PresignedZones(Clock clock) {
    this.clock = clock;
  }

  /**
   * Begins to watch a version of a zone, in the place of an earlier one; does not wait.
   *
   * @param executor reads the signatures of the zone
   */
  void watch(CompiledZone zone, Executor executor) {
    if (!zone.apexNode().has(RecordType.RRSIG)) {
      forget(zone.apex());
      return;
    }
    synchronized (this) {
      latest.put(zone.apex(), zone);
    }
    executor.execute(() -> inspect(zone));
  }

  synchronized void forget(Name apex) {
    latest.remove(apex);
    zones.remove(apex);
  }

  private synchronized boolean isLatest(CompiledZone zone) {
    return latest.get(zone.apex()) == zone;
  }

  private void inspect(CompiledZone zone) {
    if (!isLatest(zone)) {
      return;
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Duration least = Duration.ofSeconds(Integer.MAX_VALUE);
    Duration since = Duration.ofSeconds(Integer.MAX_VALUE);
    for (ZoneNode node : zone.nodes()) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      for (Octets rrsig : signatures(node)) {
        SignatureWindow window = window(rrsig);
        least = min(least, window.left(now));
        since = min(since, window.since(now));
      }
    }
    synchronized (this) {
      if (latest.remove(zone.apex(), zone)) {
        zones.put(zone.apex(), new Watched(now.minus(since), now.plus(least), false));
      }
    }
    tell(now);
  }

  /**
   * Looks at the signatures over the SOA of a zone that is seen by look-ups. One that is valid is
   * enough: those of a key that is being replaced may stay until they expire.
   */
  void look(ZoneNode apexNode) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    @Nullable SignatureWindow longest = null;
    for (Octets rrsig : signatures(apexNode)) {
      SignatureWindow window = window(rrsig);
      if (rrsig.u16(0) == RecordType.SOA.code()
          && (longest == null || isBetter(window, longest, now))) {
        longest = window;
      }
    }
    note(apexNode.name().canonical(), longest, now);
  }

  private static boolean isBetter(SignatureWindow one, SignatureWindow other, Instant now) {
    boolean valid = isValid(one, now);
    return valid == isValid(other, now) ? one.left(now).compareTo(other.left(now)) > 0 : valid;
  }

  private static boolean isValid(SignatureWindow window, Instant now) {
    return !window.isAfter(now) && !window.isBefore(now);
  }

  private synchronized void note(Name apex, @Nullable SignatureWindow window, Instant now) {
    @Nullable Watched known = zones.get(apex);
    if (known != null && !known.stored) {
      return;
    }
    if (window == null) {
      zones.remove(apex);
      return;
    }
    Instant from = now.minus(window.since(now));
    Instant to = now.plus(window.left(now));
    if (known == null && zones.size() >= MOST_STORED) {
      return;
    }
    if (known == null || !known.isOf(from, to)) {
      known = new Watched(from, to, true);
      zones.put(apex, known);
    }
    known.seen = now.getEpochSecond();
    tell(apex, known, now);
  }

  private static List<Octets> signatures(ZoneNode node) {
    @Nullable RRset rrsigs = node.rrset(RecordType.RRSIG).orElse(null);
    return rrsigs == null ? List.of() : rrsigs.rdatas();
  }

  private static SignatureWindow window(Octets rrsig) {
    return new SignatureWindow(u32(rrsig, INCEPTION), u32(rrsig, EXPIRATION));
  }

  private static long u32(Octets octets, int at) {
    long value = 0;
    for (int i = 0; i < 4; i++) {
      value = value << 8 | octets.at(at + i);
    }
    return value;
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  /** Names zones in the log that are not valid now; to be called now and then. */
  void check() {
    Instant now = clock.instant();
    synchronized (this) {
      zones.values().removeIf(zone -> zone.stored && now.getEpochSecond() - UNASKED > zone.seen);
    }
    tell(now);
  }

  private synchronized void tell(Instant now) {
    zones.forEach((apex, zone) -> tell(apex, zone, now));
  }

  private static void tell(Name apex, Watched zone, Instant now) {
    if (!zone.isValid(now) && now.getEpochSecond() - AGAIN >= zone.told) {
      zone.told = now.getEpochSecond();
      LOG.log(
          System.Logger.Level.ERROR,
          now.isAfter(zone.to)
              ? "event=signatures-expired zone=" + apex + " since=" + zone.to
                  + " effect=\"validating resolvers refuse its answers\""
              : "event=signatures-not-valid-yet zone=" + apex + " until=" + zone.from
                  + " effect=\"validating resolvers refuse its answers\"");
    }
  }

  /** How many zones have signatures that are not valid now. */
  synchronized long invalid() {
    Instant now = clock.instant();
    return zones.values().stream().filter(zone -> !zone.isValid(now)).count();
  }
}
