package org.polderdns.records.rr;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** An OpenPGP public key of a mail address (RFC 7929 §2.3). */
public record Openpgpkey(Octets publicKey) implements RdataView {
  public static final RdataFormat<Openpgpkey> FORMAT =
      RdataFormat.of(RecordType.OPENPGPKEY, Openpgpkey::walk);

  private static Openpgpkey walk(Fields<Openpgpkey> f) {
    return new Openpgpkey(f.base64("publicKey", Openpgpkey::publicKey));
  }
}
