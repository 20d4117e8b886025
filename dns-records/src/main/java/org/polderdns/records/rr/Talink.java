package org.polderdns.records.rr;

import static org.polderdns.records.NameStyle.PLAIN;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/** A link of a trust anchor history (draft-wijngaards-dnsop-trust-history). */
public record Talink(Name previous, Name next) implements RdataView {
  public static final RdataFormat<Talink> FORMAT = RdataFormat.of(RecordType.TALINK, Talink::walk);

  private static Talink walk(Fields<Talink> f) {
    return new Talink(
        f.name("previous", PLAIN, Talink::previous), f.name("next", PLAIN, Talink::next));
  }
}
