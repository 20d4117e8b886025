package org.polderdns.records.example;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** Pins a key to a service, for an application of ours. */
public record Pin(int usage, int selector, int matchingType, Octets data) implements RdataView {
  public static final RecordType TYPE = RecordType.register(65333, "PIN");
  public static final RdataFormat<Pin> FORMAT = RdataFormat.of(TYPE, Pin::walk);

  private static Pin walk(Fields<Pin> f) {
    return new Pin(
        f.u8("usage", Pin::usage),
        f.u8("selector", Pin::selector),
        f.u8("matchingType", Pin::matchingType),
        f.hex("data", Pin::data));
  }
}
