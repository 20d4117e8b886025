package org.polderdns.dnssec.sign;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.polderdns.records.RRset;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataFormats;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;

/**
 * RRsets as signatures and digests see them (RFC 4034 §6): names in lower case where RFC 6840 §5.1
 * wants it, records ordered by their data, none twice.
 */
public final class CanonicalForm {
  /** Type, class, TTL and length of a record. */
  private static final int FIXED = 10;

  private CanonicalForm() {}

  /**
   * The records' data, ordered.
   *
   * @throws org.polderdns.wire.WireFormatException if they are not of the RRset's type
   */
  public static List<Octets> rdatas(RRset rrset) {
    RdataFormat<?> format = RdataFormats.of(rrset.type());
    List<Octets> given = rrset.rdatas();
    if (given.size() == 1) {
      return List.of(format.canonical(given.get(0)));
    }
    List<Octets> sorted = new ArrayList<>(given.size());
    for (int i = 0; i < given.size(); i++) {
      sorted.add(format.canonical(given.get(i)));
    }
    Collections.sort(sorted);
    int kept = 1;
    for (int i = 1; i < sorted.size(); i++) { // names in two cases are one record (§6.3)
      if (!sorted.get(i).equals(sorted.get(kept - 1))) {
        sorted.set(kept++, sorted.get(i));
      }
    }
    return sorted.subList(0, kept);
  }

  /**
   * Some octets and all records of an RRset behind them, as they are signed and digested.
   *
   * @param owner the owner name to write, a wildcard if the RRset was expanded from one
   * @throws org.polderdns.wire.WireFormatException as {@link #rdatas}
   */
  public static byte[] records(byte[] prefix, Name owner, RRset rrset, long ttl) {
    List<Octets> rdatas = rdatas(rrset);
    Name lower = owner.canonical();
    int size = prefix.length;
    for (int i = 0; i < rdatas.size(); i++) {
      size += lower.length() + FIXED + rdatas.get(i).length();
    }
    byte[] out = new byte[size];
    System.arraycopy(prefix, 0, out, 0, prefix.length);
    int at = prefix.length;
    for (int i = 0; i < rdatas.size(); i++) {
      Octets rdata = rdatas.get(i);
      at = lower.copyTo(out, at);
      at = u16(out, at, rrset.type().code());
      at = u16(out, at, rrset.rclass().code());
      at = u16(out, at, (int) (ttl >> 16));
      at = u16(out, at, (int) ttl);
      at = u16(out, at, rdata.length());
      at = rdata.copyTo(out, at);
    }
    return out;
  }

  static int u16(byte[] out, int at, int value) {
    out[at] = (byte) (value >> 8);
    out[at + 1] = (byte) value;
    return at + 2;
  }
}
