package org.polderdns.server.cli;

import java.util.Set;
import org.polderdns.records.Rdata;
import org.polderdns.wire.RecordType;

/** Record content as operators' tools print it: names in it without their last dot. */
final class Contents {
  private static final Set<RecordType> WITH_NAMES = Set.of(
      RecordType.NS,
      RecordType.CNAME,
      RecordType.SOA,
      RecordType.PTR,
      RecordType.MX,
      RecordType.SRV,
      RecordType.DNAME,
      RecordType.ALIAS,
      RecordType.KX,
      RecordType.AFSDB,
      RecordType.RP,
      RecordType.RT,
      RecordType.PX,
      RecordType.MINFO,
      RecordType.MB,
      RecordType.MG,
      RecordType.MR,
      RecordType.NAPTR,
      RecordType.LP,
      RecordType.SVCB,
      RecordType.HTTPS,
      RecordType.NSEC,
      RecordType.RRSIG);

  private Contents() {}

  /** The content of a record. */
  static String print(Rdata rdata) {
    String text = rdata.print();
    if (!WITH_NAMES.contains(rdata.type()) || text.startsWith("\\#")) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    for (String token : text.split(" ", -1)) {
      if (!out.isEmpty()) {
        out.append(' ');
      }
      out.append(token.startsWith("\"") || token.endsWith("\"") ? token : withoutDot(token));
    }
    return out.toString();
  }

  /** A name without its last dot; the root keeps its only one. */
  static String withoutDot(String name) {
    boolean dotted = name.length() > 1 && name.endsWith(".") && !name.endsWith("\\.");
    return dotted ? name.substring(0, name.length() - 1) : name;
  }
}
