package org.polderdns.server.cli;

import java.util.List;
import java.util.Locale;
import org.polderdns.dnssec.key.DigestType;
import org.polderdns.records.rr.Dnskey;
import org.polderdns.records.rr.Ds;
import org.polderdns.wire.Name;

/** Keys as records, in the lines that operators' scripts know. */
final class KeyLines {
  private KeyLines() {}

  /** The digests that are shown unasked; by SHA-1 only if more is wanted (RFC 8624 §3.3). */
  static List<DigestType> digests(boolean verbose) {
    return verbose ? List.of(DigestType.values()) : List.of(DigestType.SHA256, DigestType.SHA384);
  }

  /** {@code IN DNSKEY 257 3 13 ...}, with a blank before it: what follows the owner. */
  static String dnskey(Dnskey key) {
    return " IN DNSKEY " + Dnskey.FORMAT.print(Dnskey.FORMAT.write(key));
  }

  /** {@code 12345 13 2 ... ; ( SHA256 digest )}, the data of a DS and what they are. */
  static String ds(Name apex, Dnskey key, DigestType type) {
    String words = switch (type) {
      case SHA1 -> "SHA1 digest";
      case SHA256 -> "SHA256 digest";
      case SHA384 -> "SHA-384 digest";
    };
    String text = Ds.FORMAT.print(Ds.FORMAT.write(type.ds(apex, key)));
    return text.toLowerCase(Locale.ROOT) + " ; ( " + words + " )";
  }
}
