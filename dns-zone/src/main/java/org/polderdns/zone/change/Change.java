package org.polderdns.zone.change;

import org.polderdns.records.RRset;
import org.polderdns.records.Rdata;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/** One step of a {@link Changeset}; all of a step is at one owner name. */
public sealed interface Change {
  Name owner();

  /**
   * Adds records to the RRset, which takes their TTL (RFC 2181 §5.2); records that it has already
   * are not added again.
   */
  record Add(RRset rrset) implements Change {
    @Override
    public Name owner() {
      return rrset.owner();
    }
  }

  /** Puts the RRset in the place of the one with its owner and type, if there is one. */
  record Replace(RRset rrset) implements Change {
    @Override
    public Name owner() {
      return rrset.owner();
    }
  }

  /** Deletes an RRset, if there is one. */
  record DeleteRRset(Name owner, RecordType type) implements Change {}

  /** Deletes one record, if it is there. */
  record DeleteRecord(Name owner, Rdata rdata) implements Change {}

  /** Deletes all RRsets of a name. */
  record DeleteName(Name owner) implements Change {}
}
