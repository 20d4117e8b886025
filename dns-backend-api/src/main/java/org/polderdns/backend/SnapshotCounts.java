package org.polderdns.backend;

/**
 * What was counted of zones held in memory.
 *
 * @param zones answered from memory now
 * @param records in them
 * @param octets of memory that they and those take that are kept without being answered from
 * @param loads zones read and compiled so far, the same again each time
 * @param checks zones read again so far and compared with what is in memory
 * @param refused zones that cannot be held, as a row of theirs cannot be read or they are too large
 */
public record SnapshotCounts(
    long zones, long records, long octets, long loads, long checks, long refused) {
  static final SnapshotCounts NONE = new SnapshotCounts(0, 0, 0, 0, 0, 0);

  SnapshotCounts plus(SnapshotCounts other) {
    return new SnapshotCounts(
        zones + other.zones,
        records + other.records,
        octets + other.octets,
        loads + other.loads,
        checks + other.checks,
        refused + other.refused);
  }
}
