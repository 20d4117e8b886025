package org.polderdns.backend.sql;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/** What is in the log of rows that are not as they should be. For any number of threads. */
final class RowNotices {
  /** Zones that are told of; what is in further ones is not told. */
  static final int MOST_ZONES = 4096;

  /** RRsets that are told of in an hour, each once. */
  static final int MOST_RRSETS = 1024;

  private static final long HOUR = TimeUnit.HOURS.toNanos(1);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private static final int MOST_CHARACTERS = 300;
  private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}");

  private static final System.Logger LOG = System.getLogger(RowNotices.class.getName());

  private final String backend;
  private final Set<Name> dotted = ConcurrentHashMap.newKeySet();
  private volatile boolean full;
  private final LongSupplier nanoTime;
  private final Set<String> unreadable = new HashSet<>(); // since hour; guarded by itself
  private long hour;
  private long last;

  /** @param backend the name of the instance */
  RowNotices(String backend) {
    this(backend, System::nanoTime);
  }

  RowNotices(String backend, LongSupplier nanoTime) {
    this.backend = backend;
    this.nanoTime = nanoTime;
    this.hour = nanoTime.getAsLong();
    this.last = hour - SECOND;
  }

  /** Tells, once for each zone, that content has a name with its last dot. */
  void dotted(Name zone, Name owner, RecordType type) {
    if (full || !dotted.add(zone)) {
      return;
    }
    full = dotted.size() >= MOST_ZONES;
    LOG.log(
        System.Logger.Level.WARNING,
        "event=name-with-last-dot zone=" + zone + " backend=" + backend + " owner=" + owner
            + " type=" + type + " reason=\"names in contents are stored without it\""
            + (full ? " (further zones are not told of)" : ""));
  }

  /**
   * Tells that a record cannot be read, at most once a second, and of an RRset once an hour.
   *
   * @param reason in the words of the parser, which may have the content in them
   */
  void unreadable(Name zone, Name owner, RecordType type, String reason) {
    synchronized (unreadable) {
      long now = nanoTime.getAsLong();
      if (now - hour >= HOUR) {
        unreadable.clear();
        hour = now;
      }
      if (now - last < SECOND
          || unreadable.size() >= MOST_RRSETS
          || !unreadable.add(zone + " " + owner + " " + type)) {
        return;
      }
      last = now;
    }
    LOG.log(
        System.Logger.Level.WARNING,
        "event=record-unreadable zone=" + zone + " backend=" + backend + " owner=" + owner
            + " type=" + type + " reason=\"" + line(reason) + '"');
  }

  /** Text of whoever wrote a row, in so far as it fits into a line. */
  private static String line(String text) {
    String shown = CONTROLS.matcher(text).replaceAll("?");
    return shown.length() <= MOST_CHARACTERS ? shown : shown.substring(0, MOST_CHARACTERS) + "...";
  }
}
