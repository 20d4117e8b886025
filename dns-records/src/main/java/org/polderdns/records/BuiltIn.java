package org.polderdns.records;

import org.polderdns.records.rr.A;
import org.polderdns.records.rr.Aaaa;
import org.polderdns.records.rr.Cname;
import org.polderdns.records.rr.Mx;
import org.polderdns.records.rr.Ns;
import org.polderdns.records.rr.Ptr;
import org.polderdns.records.rr.Soa;
import org.polderdns.records.rr.Txt;

/** The formats of this module, one line a type; a class is loaded when its type is asked for. */
final class BuiltIn {
  private BuiltIn() {}

  /** The format of the type with that number, or null. */
  static RdataFormat<?> format(int code) {
    return switch (code) {
      case 1 -> A.FORMAT;
      case 2 -> Ns.FORMAT;
      case 5 -> Cname.FORMAT;
      case 6 -> Soa.FORMAT;
      case 12 -> Ptr.FORMAT;
      case 15 -> Mx.FORMAT;
      case 16 -> Txt.FORMAT;
      case 28 -> Aaaa.FORMAT;
      default -> null;
    };
  }
}
