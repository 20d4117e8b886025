package org.polderdns.records.rr;

import static org.polderdns.records.NameStyle.PLAIN;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/** A name for an NSAP address, written like PTR (RFC 1348); obsolete. */
public record NsapPtr(Name target) implements RdataView {
  public static final RdataFormat<NsapPtr> FORMAT =
      RdataFormat.of(RecordType.NSAP_PTR, NsapPtr::walk);

  private static NsapPtr walk(Fields<NsapPtr> f) {
    return new NsapPtr(f.name("target", PLAIN, NsapPtr::target));
  }
}
