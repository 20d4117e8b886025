package org.polderdns.records.rr;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** A public key as DNSSEC had it before DNSKEY; now for SIG(0) alone (RFC 2535 §3, RFC 3445). */
public record Key(int flags, int protocol, int algorithm, Octets publicKey) implements RdataView {
  public static final RdataFormat<Key> FORMAT = RdataFormat.of(RecordType.KEY, Key::walk);

  private static Key walk(Fields<Key> f) {
    return new Key(
        f.u16("flags", Key::flags),
        f.u8("protocol", Key::protocol),
        f.u8("algorithm", Algorithms.DNSSEC, Key::algorithm),
        f.base64("publicKey", Key::publicKey));
  }
}
