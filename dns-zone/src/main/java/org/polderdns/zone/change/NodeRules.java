package org.polderdns.zone.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;

/**
 * What may stand at one name of a zone. These are the rules whose breach would make answers
 * undefined; what is merely unwise is left to zone checks.
 *
 * <ul>
 *   <li>The owner is the apex or below it, the class IN, the type one that zones hold (RFC 6895
 *       §3.1).
 *   <li>A CNAME stands alone, but for what DNSSEC adds to it (RFC 1034 §3.6.2, RFC 4035 §2.5).
 *   <li>CNAME, DNAME and SOA are of one record (RFC 2181 §10.1, RFC 6672 §2.4).
 *   <li>SOA is at the apex only (RFC 1035 §5.2).
 * </ul>
 */
public final class NodeRules {
  private NodeRules() {}

  /** The problems of a record at an owner that can be seen without the data beside it. */
  public static List<String> checkRecord(Name apex, Name owner, RecordType type) {
    if (!owner.isAtOrBelow(apex)) {
      return List.of(owner + " " + type + ": not in the zone " + apex);
    }
    if (type.isMeta()) {
      return List.of(owner + " " + type + ": no zone holds this type");
    }
    if (type == RecordType.SOA && !owner.equals(apex)) {
      return List.of(owner + " SOA: only the apex " + apex + " has one");
    }
    return List.of();
  }

  /** The problems of all RRsets at an owner, each a sentence without a full stop. */
  public static List<String> check(Name apex, Name owner, List<RRset> rrsets) {
    List<String> problems = new ArrayList<>();
    Map<RecordType, Integer> counts = new TreeMap<>();
    for (RRset set : rrsets) {
      RecordType type = set.type();
      problems.addAll(checkRecord(apex, owner, type));
      if (!set.rclass().equals(RecordClass.IN)) {
        problems.add(owner + " " + type + ": class " + set.rclass() + " in a zone of class IN");
      }
      counts.put(type, set.size());
    }
    problems.addAll(checkCounts(owner, counts));
    return problems;
  }

  /**
   * The problems of an owner's types beside each other.
   *
   * @param counts how many different records there are of each type, at least 1
   */
  public static List<String> checkCounts(Name owner, Map<RecordType, Integer> counts) {
    List<String> problems = new ArrayList<>();
    counts.forEach((type, count) -> {
      if (count > 1 && isSingle(type)) {
        problems.add(owner + " " + type + ": " + count + " records, at most one may be");
      }
    });
    if (counts.containsKey(RecordType.CNAME)) {
      counts.keySet().stream()
          .filter(type -> !mayStandBesideCname(type))
          .findFirst()
          .ifPresent(
              type -> problems.add(owner + " CNAME: has other data beside it, of type " + type));
    }
    return problems;
  }

  /** Whether an RRset of the type has one record at most. */
  public static boolean isSingle(RecordType type) {
    return type == RecordType.CNAME || type == RecordType.DNAME || type == RecordType.SOA;
  }

  /** Whether the type may be at the owner of a CNAME: what signs and denies it, and itself. */
  public static boolean mayStandBesideCname(RecordType type) {
    return type == RecordType.CNAME || type == RecordType.RRSIG || type == RecordType.NSEC;
  }
}
