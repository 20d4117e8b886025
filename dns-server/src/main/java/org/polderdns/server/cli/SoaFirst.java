package org.polderdns.server.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/**
 * Passes the records of a zone on as they come, of the apex first the SOA with its signatures: some
 * programs read no zone that begins with another record.
 */
final class SoaFirst implements Consumer<RRset> {
  private final Name apex;
  private final Consumer<RRset> sink;
  private final List<RRset> others = new ArrayList<>(); // of the apex, kept until the SOA is there
  private boolean atApex = true;
  private boolean ofSoa;

  SoaFirst(Name apex, Consumer<RRset> sink) {
    this.apex = apex;
    this.sink = sink;
  }

  @Override
  public void accept(RRset rrset) {
    if (atApex && !rrset.owner().equals(apex)) {
      finish();
    }
    if (!atApex) {
      sink.accept(rrset);
      return;
    }
    ofSoa = rrset.type() == RecordType.RRSIG ? ofSoa : rrset.type() == RecordType.SOA;
    if (ofSoa) {
      sink.accept(rrset);
    } else {
      others.add(rrset);
    }
  }

  /** To be called behind the last record, and may be before the first that is not of the apex. */
  void finish() {
    others.forEach(sink);
    others.clear();
    atApex = false;
  }
}
