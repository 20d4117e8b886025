package org.polderdns.zone.check;

import org.polderdns.wire.Name;
import org.polderdns.wire.OctetReader;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** A row that could be read, with what it says. */
record CheckedRecord(ZoneRow row, Name owner, RecordType type, Octets rdata) {
  /** Whether the type has a target: a name that is looked up to use the record. */
  boolean hasTarget() {
    return type == RecordType.MX
        || type == RecordType.NS
        || type == RecordType.SRV
        || type == RecordType.CNAME
        || type == RecordType.DNAME
        || type == RecordType.PTR
        || isServiceBinding();
  }

  /** Whether it is an SVCB or HTTPS record (RFC 9460). */
  boolean isServiceBinding() {
    return type == RecordType.SVCB || type == RecordType.HTTPS;
  }

  /** The target of a record that {@link #hasTarget()}. */
  Name target() {
    OctetReader reader = rdata.reader();
    if (type == RecordType.MX || isServiceBinding()) {
      reader.skip(2);
    } else if (type == RecordType.SRV) {
      reader.skip(6);
    }
    return reader.uncompressedName();
  }

  /** {@code www.example.org|A}, as findings about two names show a record. */
  String brief() {
    return row.shownOwner() + '|' + type;
  }

  boolean isAddress() {
    return type == RecordType.A || type == RecordType.AAAA;
  }
}
