package org.polderdns.records;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;

/**
 * The records of one owner name, class and type: one TTL and a set of RDATA, never empty (RFC 2181
 * §5). The order of the RDATA is kept as given and counts for nothing in {@code equals}; duplicates
 * are dropped.
 */
public final class RRset {
  private final Name owner;
  private final RecordType type;
  private final RecordClass rclass;
  private final long ttl;
  private final List<Octets> rdatas;

  private RRset(
      Name owner, RecordType type, RecordClass rclass, long ttl, Collection<Octets> rdatas) {
    if (rdatas.isEmpty()) {
      throw new IllegalArgumentException("an RRset without RDATA");
    }
    if (ttl < 0 || ttl > 0x7fffffffL) {
      throw new IllegalArgumentException("TTL " + ttl + " is not 0 to 2147483647");
    }
    this.owner = owner;
    this.type = type;
    this.rclass = rclass;
    this.ttl = ttl;
    this.rdatas =
        rdatas.size() == 1 ? List.copyOf(rdatas) : List.copyOf(new LinkedHashSet<>(rdatas));
  }

  /**
   * Of class IN.
   *
   * @param ttl seconds, 0 to 2^31-1 (RFC 2181 §8)
   * @param rdatas uncompressed wire form of each record's data
   */
  public static RRset of(Name owner, RecordType type, long ttl, Collection<Octets> rdatas) {
    return new RRset(owner, type, RecordClass.IN, ttl, rdatas);
  }

  public static RRset of(
      Name owner, RecordType type, RecordClass rclass, long ttl, Collection<Octets> rdatas) {
    return new RRset(owner, type, rclass, ttl, rdatas);
  }

  /** One record of class IN. */
  public static RRset of(Name owner, long ttl, Rdata rdata) {
    return new RRset(owner, rdata.type(), RecordClass.IN, ttl, List.of(rdata.octets()));
  }

  public Name owner() {
    return owner;
  }

  public RecordType type() {
    return type;
  }

  public RecordClass rclass() {
    return rclass;
  }

  /** Seconds, 0 to 2^31-1. */
  public long ttl() {
    return ttl;
  }

  /** Records in it, at least 1. */
  public int size() {
    return rdatas.size();
  }

  /** The uncompressed wire form of each record's data, in the order given. */
  public List<Octets> rdatas() {
    return rdatas;
  }

  public Rdata rdata(int index) {
    return new Rdata(type, rdatas.get(index));
  }

  /** The same data at another owner, as a wildcard's expansion has it (RFC 4592 §2.2.1). */
  public RRset withOwner(Name newOwner) {
    return new RRset(newOwner, type, rclass, ttl, rdatas);
  }

  public RRset withTtl(long newTtl) {
    return newTtl == ttl ? this : new RRset(owner, type, rclass, newTtl, rdatas);
  }

  /** This RRset with one record more; unchanged if it has it. The TTL stays. */
  public RRset plus(Octets rdata) {
    List<Octets> all = new ArrayList<>(rdatas);
    all.add(rdata);
    return new RRset(owner, type, rclass, ttl, all);
  }

  @Override
  public boolean equals(Object other) {
    return this == other || other instanceof RRset set && sameAs(set);
  }

  private boolean sameAs(RRset set) {
    return owner.equals(set.owner)
        && type == set.type
        && rclass.equals(set.rclass)
        && ttl == set.ttl
        && rdatas.size() == set.rdatas.size()
        && new HashSet<>(rdatas).equals(new HashSet<>(set.rdatas));
  }

  @Override
  public int hashCode() {
    return owner.hashCode() * 31 + type.hashCode();
  }

  @Override
  public String toString() {
    return owner + " " + ttl + " " + rclass + " " + type + " " + rdatas;
  }
}
