package org.polderdns.backend.sql;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/** What is in the log of rows that are not as they should be. For any number of threads. */
final class RowNotices {
  /** Zones that are told of; what is in further ones is not told. */
  static final int MOST_ZONES = 4096;

  private static final System.Logger LOG = System.getLogger(RowNotices.class.getName());

  private final String backend;
  private final Set<Name> dotted = ConcurrentHashMap.newKeySet();
  private volatile boolean full;

  /** @param backend the name of the instance */
  RowNotices(String backend) {
    this.backend = backend;
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
}
