package org.polderdns.records.rr;

import static org.polderdns.records.NameStyle.PLAIN;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/** A name whose addresses are answered as the owner's own; private to this kind of server. */
public record Alias(Name target) implements RdataView {
  public static final RdataFormat<Alias> FORMAT = RdataFormat.of(RecordType.ALIAS, Alias::walk);

  private static Alias walk(Fields<Alias> f) {
    return new Alias(f.name("target", PLAIN, Alias::target));
  }
}
