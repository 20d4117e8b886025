package org.polderdns.dnssec.zone;

import java.util.ArrayList;
import java.util.List;
import org.polderdns.dnssec.zone.ZoneLayout.Position;
import org.polderdns.records.RRset;
import org.polderdns.records.TypeSet;
import org.polderdns.wire.RecordType;

/** The types that NSEC and NSEC3 records show of a name (RFC 4035 §2.3, RFC 5155 §7.1). */
final class TypeBitmaps {
  private TypeBitmaps() {}

  static TypeSet nsec(Position position, List<RRset> rrsets) {
    List<RecordType> types = shown(position, rrsets);
    types.add(RecordType.NSEC);
    types.add(RecordType.RRSIG); // over the NSEC, if over nothing else
    return TypeSet.of(types);
  }

  static TypeSet nsec3(Position position, List<RRset> rrsets) {
    List<RecordType> types = shown(position, rrsets);
    for (int i = 0; i < types.size(); i++) {
      if (position.isSigned(types.get(i))) {
        types.add(RecordType.RRSIG);
        break;
      }
    }
    return TypeSet.of(types);
  }

  private static List<RecordType> shown(Position position, List<RRset> rrsets) {
    List<RecordType> types = new ArrayList<>(rrsets.size() + 2);
    for (int i = 0; i < rrsets.size(); i++) {
      RecordType type = rrsets.get(i).type();
      if (!position.isCut() || type == RecordType.NS || type == RecordType.DS) {
        types.add(type);
      }
    }
    return types;
  }
}
