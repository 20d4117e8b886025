package org.polderdns.records;

import org.polderdns.records.rr.A;
import org.polderdns.records.rr.Aaaa;
import org.polderdns.records.rr.Afsdb;
import org.polderdns.records.rr.Alias;
import org.polderdns.records.rr.Apl;
import org.polderdns.records.rr.Cert;
import org.polderdns.records.rr.Cname;
import org.polderdns.records.rr.Dname;
import org.polderdns.records.rr.Gpos;
import org.polderdns.records.rr.Hinfo;
import org.polderdns.records.rr.Isdn;
import org.polderdns.records.rr.Key;
import org.polderdns.records.rr.Kx;
import org.polderdns.records.rr.Loc;
import org.polderdns.records.rr.Lua;
import org.polderdns.records.rr.Mb;
import org.polderdns.records.rr.Md;
import org.polderdns.records.rr.Mf;
import org.polderdns.records.rr.Mg;
import org.polderdns.records.rr.Minfo;
import org.polderdns.records.rr.Mr;
import org.polderdns.records.rr.Mx;
import org.polderdns.records.rr.Naptr;
import org.polderdns.records.rr.Ns;
import org.polderdns.records.rr.Nsap;
import org.polderdns.records.rr.NsapPtr;
import org.polderdns.records.rr.Nxt;
import org.polderdns.records.rr.Ptr;
import org.polderdns.records.rr.Px;
import org.polderdns.records.rr.Rp;
import org.polderdns.records.rr.Rt;
import org.polderdns.records.rr.Sig;
import org.polderdns.records.rr.Soa;
import org.polderdns.records.rr.Spf;
import org.polderdns.records.rr.Srv;
import org.polderdns.records.rr.Txt;
import org.polderdns.records.rr.Wks;
import org.polderdns.records.rr.X25;

/** The formats of this module, one line a type; a class is loaded when its type is asked for. */
final class BuiltIn {
  private BuiltIn() {}

  /** The format of the type with that number, or null. */
  static RdataFormat<?> format(int code) {
    return switch (code) {
      case 1 -> A.FORMAT;
      case 2 -> Ns.FORMAT;
      case 3 -> Md.FORMAT;
      case 4 -> Mf.FORMAT;
      case 5 -> Cname.FORMAT;
      case 6 -> Soa.FORMAT;
      case 7 -> Mb.FORMAT;
      case 8 -> Mg.FORMAT;
      case 9 -> Mr.FORMAT;
      case 11 -> Wks.FORMAT;
      case 12 -> Ptr.FORMAT;
      case 13 -> Hinfo.FORMAT;
      case 14 -> Minfo.FORMAT;
      case 15 -> Mx.FORMAT;
      case 16 -> Txt.FORMAT;
      case 17 -> Rp.FORMAT;
      case 18 -> Afsdb.FORMAT;
      case 19 -> X25.FORMAT;
      case 20 -> Isdn.FORMAT;
      case 21 -> Rt.FORMAT;
      case 22 -> Nsap.FORMAT;
      case 23 -> NsapPtr.FORMAT;
      case 24 -> Sig.FORMAT;
      case 25 -> Key.FORMAT;
      case 26 -> Px.FORMAT;
      case 27 -> Gpos.FORMAT;
      case 28 -> Aaaa.FORMAT;
      case 29 -> Loc.FORMAT;
      case 30 -> Nxt.FORMAT;
      case 33 -> Srv.FORMAT;
      case 35 -> Naptr.FORMAT;
      case 36 -> Kx.FORMAT;
      case 37 -> Cert.FORMAT;
      case 39 -> Dname.FORMAT;
      case 42 -> Apl.FORMAT;
      case 99 -> Spf.FORMAT;
      case 65401 -> Alias.FORMAT;
      case 65402 -> Lua.FORMAT;
      default -> null;
    };
  }
}
