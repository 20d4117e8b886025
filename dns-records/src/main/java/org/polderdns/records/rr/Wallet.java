package org.polderdns.records.rr;

import java.util.List;
import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** A currency and an address of it, in character-strings (IANA registry, type 262). */
public record Wallet(List<Octets> strings) implements RdataView {
  public static final RdataFormat<Wallet> FORMAT = RdataFormat.of(RecordType.WALLET, Wallet::walk);

  private static Wallet walk(Fields<Wallet> f) {
    return new Wallet(f.strings("strings", Wallet::strings));
  }
}
