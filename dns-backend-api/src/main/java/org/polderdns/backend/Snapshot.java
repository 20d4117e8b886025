package org.polderdns.backend;

import org.jspecify.annotations.Nullable;
import org.polderdns.zone.compiled.CompiledZone;

/** A zone that is held in memory or is to be; guarded by the {@link ZoneSnapshots} that it is of. */
final class Snapshot {
  /**
   * A version of the zone.
   *
   * @param octets of memory
   * @param nanos that it took to read
   */
  record Version(
      CompiledZone zone, ZoneDigest.Value digest, long records, long octets, long nanos) {}

  final Elsewhere place;
  SnapshotMode mode;

  @Nullable
  Version version; // null before it is read, and if it cannot be held

  boolean served; // the version is answered from
  boolean parked; // the version is kept for the case that somebody asks before it is dropped
  long mark; // of the SOA when the list was last read
  boolean marked; // the list was read since this is here
  boolean changed; // to be read again
  boolean doubtful; // to be compared: something in the store has changed
  long doubtfulSince; // by the clock
  boolean queued;
  long notBefore; // by the clock: when it may be read again
  String problem = ""; // why it cannot be held
  boolean tooLarge; // that is why

  Snapshot(Elsewhere place, SnapshotMode mode) {
    this.place = place;
    this.mode = mode;
  }
}
