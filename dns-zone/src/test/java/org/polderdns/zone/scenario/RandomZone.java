package org.polderdns.zone.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.polderdns.records.RRset;
import org.polderdns.records.Rdata;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/**
 * Zones and questions in which everything happens: few labels, asterisks among them, so that cuts,
 * DNAMEs, aliases, wildcards and empty non-terminals meet, and names asked for are often there.
 */
public final class RandomZone {
  public static final Name APEX = Name.parse("z.");

  private static final List<Octets> LABELS =
      List.of(Octets.of('a'), Octets.of('B'), Octets.of('c'), Octets.of('*'));
  private static final List<RecordType> TYPES = List.of(
      RecordType.A,
      RecordType.TXT,
      RecordType.MX,
      RecordType.NS,
      RecordType.DS,
      RecordType.CNAME,
      RecordType.DNAME,
      RecordType.ANY,
      RecordType.SOA,
      RecordType.RRSIG,
      RecordType.NSEC);

  private RandomZone() {}

  /** The RRsets of a zone {@code z.}, one for each owner and type. */
  public static List<RRset> rrsets(RandomGenerator random) {
    Map<Name, List<RRset>> names = new TreeMap<>();
    int count = 1 + random.nextInt(14);
    for (int i = 0; i < count; i++) {
      Name owner = name(random, 1);
      names.put(owner, at(owner, random));
    }
    List<RRset> all = new ArrayList<>();
    all.add(rrset(APEX, RecordType.SOA, "ns.z. h.z. 1 2 3 4 300"));
    all.add(rrset(APEX, RecordType.NS, "ns." + name(random, 0)));
    if (random.nextInt(20) == 0) {
      all.add(rrset(APEX, RecordType.DNAME, name(random, 1).toString()));
    }
    names.values().forEach(all::addAll);
    return all;
  }

  private static List<RRset> at(Name owner, RandomGenerator random) {
    String target = name(random, 0).toString();
    return switch (random.nextInt(10)) {
      case 0, 1 ->
        List.of(rrset(owner, RecordType.NS, target), rrset(owner, RecordType.A, "192.0.2.1"));
      case 2 ->
        List.of(
            rrset(owner, RecordType.NS, "x." + target),
            rrset(owner, RecordType.DS, "1 13 2 " + "00".repeat(32)));
      case 3, 4 -> List.of(rrset(owner, RecordType.CNAME, target));
      case 5 ->
        List.of(rrset(owner, RecordType.DNAME, target), rrset(owner, RecordType.TXT, "dname"));
      case 6 -> List.of(rrset(owner, RecordType.MX, "1 " + target));
      case 7 -> List.of(rrset(owner, RecordType.TXT, "text"));
      default -> List.of(rrset(owner, RecordType.A, "192.0.2.2"));
    };
  }

  private static RRset rrset(Name owner, RecordType type, String text) {
    return RRset.of(owner, 3600, Rdata.parse(type, text));
  }

  /** A name at or below the apex, of at least {@code least} and at most 4 labels more. */
  public static Name name(RandomGenerator random, int least) {
    Name name = APEX;
    int labels = Math.max(least, random.nextInt(5));
    for (int i = 0; i < labels; i++) {
      name = name.child(LABELS.get(random.nextInt(4)));
    }
    return name;
  }

  public static RecordType type(RandomGenerator random) {
    return TYPES.get(random.nextInt(TYPES.size()));
  }
}
