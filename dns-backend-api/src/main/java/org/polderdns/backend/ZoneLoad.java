package org.polderdns.backend;

import java.util.function.LongConsumer;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.change.ChangeRefusedException;

/**
 * New contents of a zone on their way into a store, record after record in any order. Memory does
 * not grow with the zone if the store is on disk.
 *
 * <p>A zone that comes with signatures is marked with the metadata {@code PRESIGNED}, one without
 * loses that mark. The metadata {@code NSEC3PARAM} of one with signatures become those of its NSEC3
 * chain, in a store that has the names in an order ({@link DenialOrder}).
 */
public interface ZoneLoad {
  /**
   * Adds a record of class IN. One that the RRset has already is dropped, and the TTL of an RRset
   * is its first record's (RFC 2181 §5).
   *
   * @param ttl seconds, 0 to 2^31-1
   * @param rdata uncompressed wire form
   * @throws ChangeRefusedException if the record cannot be in this zone
   */
  void add(Name owner, RecordType type, long ttl, Octets rdata);

  /**
   * Calls {@code listener} with the number of records added so far, now and then, from the thread
   * that adds them.
   */
  void onProgress(LongConsumer listener);

  /**
   * Checks the whole and completes it; the transaction can be used again and be committed.
   *
   * @return the records now in the zone, duplicates not counted
   * @throws ChangeRefusedException if the zone has no SOA or more than one, or a name breaks a rule
   *     of {@link org.polderdns.zone.change.NodeRules}
   */
  long finish();
}
