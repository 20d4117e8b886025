package org.polderdns.dnssec;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.polderdns.records.RRset;
import org.polderdns.records.TypeSet;
import org.polderdns.records.rr.Nsec;
import org.polderdns.records.rr.Nsec3;
import org.polderdns.records.rr.Nsec3Param;
import org.polderdns.records.rr.Rrsig;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.Nsec3Hash;
import org.polderdns.zone.ZoneTree;

/** Zones with all the records that signing adds, but for what is inside of the signatures. */
public final class SignedZone {
  public static final Octets SALT = Octets.of(0xaa, 0xbb);
  public static final int ITERATIONS = 2;

  private final Name apex;
  private int iterations = ITERATIONS;
  private Octets salt = SALT;
  private final NavigableMap<Name, List<RRset>> names = new TreeMap<>();

  private SignedZone(Name apex, Collection<RRset> rrsets) {
    this.apex = apex;
    rrsets.forEach(
        rr -> names.computeIfAbsent(rr.owner(), n -> new ArrayList<>()).add(rr));
  }

  public static ZoneTree nsec(Name apex, Collection<RRset> rrsets) {
    return new SignedZone(apex, rrsets).withNsec();
  }

  public static ZoneTree nsec3(Name apex, Collection<RRset> rrsets, boolean optOut) {
    return new SignedZone(apex, rrsets).withNsec3(optOut);
  }

  static ZoneTree optOut(Name apex, Collection<RRset> rrsets, int iterations, Octets salt) {
    SignedZone zone = new SignedZone(apex, rrsets);
    zone.iterations = iterations;
    zone.salt = salt;
    return zone.withNsec3(true);
  }

  private ZoneTree withNsec() {
    List<Name> chain = names.keySet().stream().filter(name -> !isOccluded(name)).toList();
    for (int i = 0; i < chain.size(); i++) {
      Name owner = chain.get(i);
      List<RecordType> types = types(owner);
      types.add(RecordType.NSEC);
      types.add(RecordType.RRSIG);
      Nsec nsec = new Nsec(chain.get((i + 1) % chain.size()), TypeSet.of(types));
      names.get(owner).add(RRset.of(owner, 300, Nsec.FORMAT.rdata(nsec)));
    }
    return signed();
  }

  private ZoneTree withNsec3(boolean optOut) {
    Nsec3Param param = new Nsec3Param(1, 0, iterations, salt);
    names.get(apex).add(RRset.of(apex, 0, Nsec3Param.FORMAT.rdata(param)));
    NavigableMap<Octets, Name> hashes = new TreeMap<>();
    Nsec3Hash hasher = new Nsec3Hash();
    for (Name name : names.keySet()) {
      if (!isOccluded(name) && !(optOut && isInsecureCut(name))) {
        for (int labels = apex.labelCount(); labels <= name.labelCount(); labels++) {
          Name suffix = name.suffix(labels);
          hashes.put(hasher.of(suffix, iterations, salt), suffix);
        }
      }
    }
    for (Map.Entry<Octets, Name> entry : hashes.entrySet()) {
      Octets next = hashes.higherKey(entry.getKey());
      List<RecordType> types = types(entry.getValue());
      if (!types.isEmpty() && !isInsecureCut(entry.getValue())) {
        types.add(RecordType.RRSIG);
      }
      Nsec3 nsec3 = new Nsec3(
          1,
          optOut ? 1 : 0,
          iterations,
          salt,
          next == null ? hashes.firstKey() : next,
          TypeSet.of(types));
      Name owner = hashedName(entry.getKey());
      names
          .computeIfAbsent(owner, name -> new ArrayList<>())
          .add(RRset.of(owner, 300, Nsec3.FORMAT.rdata(nsec3)));
    }
    return signed();
  }

  private Name hashedName(Octets hash) {
    // The digits of base32hex are those of radix 32; 160 bits are 32 of them.
    String digits = new BigInteger(1, hash.toArray()).toString(32);
    String label = "0".repeat(32 - digits.length()) + digits;
    return apex.child(Octets.copyOf(label.getBytes(StandardCharsets.US_ASCII)));
  }

  private ZoneTree signed() {
    List<RRset> all = new ArrayList<>();
    names.forEach((owner, rrsets) -> {
      all.addAll(rrsets);
      if (!isOccluded(owner)) {
        List<Octets> signatures = rrsets.stream()
            .map(RRset::type)
            .filter(type -> !isCut(owner) || type == RecordType.DS || type == RecordType.NSEC)
            .map(type -> signature(owner, type))
            .toList();
        if (!signatures.isEmpty()) {
          all.add(RRset.of(owner, RecordType.RRSIG, 1, signatures));
        }
      }
    });
    return ZoneTree.of(apex, all);
  }

  private Octets signature(Name owner, RecordType type) {
    int labels = owner.labelCount() - (owner.isWildcard() ? 1 : 0);
    return Rrsig.FORMAT.write(
        new Rrsig(type, 13, labels, 3600, 2_000_000_000, 1_000_000_000, 1, apex, Octets.of(1)));
  }

  /** The types that a bitmap shows, without those that signing adds. */
  private List<RecordType> types(Name name) {
    TreeSet<RecordType> types = new TreeSet<>();
    names.getOrDefault(name, List.of()).forEach(rr -> types.add(rr.type()));
    if (isCut(name)) {
      types.retainAll(List.of(RecordType.NS, RecordType.DS));
    }
    return new ArrayList<>(types);
  }

  private boolean has(Name name, RecordType type) {
    return names.getOrDefault(name, List.of()).stream().anyMatch(rr -> rr.type() == type);
  }

  private boolean isCut(Name name) {
    return !name.equals(apex) && has(name, RecordType.NS);
  }

  private boolean isInsecureCut(Name name) {
    return isCut(name) && !has(name, RecordType.DS);
  }

  private boolean isOccluded(Name name) {
    for (int labels = apex.labelCount(); labels < name.labelCount(); labels++) {
      Name above = name.suffix(labels);
      if (has(above, RecordType.DNAME) && !has(name, RecordType.NSEC3) || isCut(above)) {
        return true;
      }
    }
    return false;
  }
}
