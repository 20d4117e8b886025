package org.polderdns.zone.change;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.polderdns.records.RRset;
import org.polderdns.records.Rdata;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataFormats;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/**
 * What is to change in a zone, as steps that are done in the order given. Every change, from
 * whatever side it comes, is one of these; a store takes it in a transaction.
 *
 * <pre>{@code
 * Changeset changes =
 *     Changeset.of(apex).add(address).deleteRRset(oldName, RecordType.CNAME).build();
 * List<RRset> after = changes.applyTo(owner, before);
 * }</pre>
 *
 * <p>Immutable. The steps at one owner do not depend on the data at another, so a store applies and
 * checks them owner by owner.
 */
public final class Changeset {
  private final Name apex;
  private final Map<Name, List<Change>> byOwner;

  private Changeset(Name apex, Map<Name, List<Change>> byOwner) {
    this.apex = apex;
    this.byOwner = byOwner;
  }

  /** Begins a changeset for the zone of that apex. */
  public static Builder of(Name apex) {
    return new Builder(apex);
  }

  public Name apex() {
    return apex;
  }

  public boolean isEmpty() {
    return byOwner.isEmpty();
  }

  /** The names at which something is to change, in the order first named. */
  public Set<Name> owners() {
    return byOwner.keySet();
  }

  /** The steps at an owner, in the order given; none if nothing is to change there. */
  public List<Change> at(Name owner) {
    return byOwner.getOrDefault(owner, List.of());
  }

  /**
   * The RRsets of an owner after its steps.
   *
   * @param before the RRsets that the zone has at {@code owner} now, one of each type
   * @throws ChangeRefusedException if they break a rule of {@link NodeRules} that {@code before}
   *     did not break already
   */
  public List<RRset> applyTo(Name owner, List<RRset> before) {
    Map<RecordType, RRset> sets = new LinkedHashMap<>();
    for (RRset set : before) {
      sets.put(set.type(), set);
    }
    for (Change change : at(owner)) {
      step(sets, change);
    }
    List<RRset> after = List.copyOf(sets.values());
    List<String> problems = new ArrayList<>(NodeRules.check(apex, owner, after));
    problems.removeAll(NodeRules.check(apex, owner, before));
    if (!problems.isEmpty()) {
      throw new ChangeRefusedException(problems);
    }
    return after;
  }

  private static void step(Map<RecordType, RRset> sets, Change change) {
    if (change instanceof Change.Add add) {
      sets.merge(add.rrset().type(), add.rrset(), Changeset::union);
    } else if (change instanceof Change.Replace replace) {
      sets.put(replace.rrset().type(), replace.rrset());
    } else if (change instanceof Change.DeleteRRset delete) {
      sets.remove(delete.type());
    } else if (change instanceof Change.DeleteRecord delete) {
      sets.computeIfPresent(
          delete.rdata().type(), (type, set) -> without(set, delete.rdata().octets()));
    } else {
      sets.clear();
    }
  }

  private static RRset union(RRset old, RRset added) {
    List<Octets> all = new ArrayList<>(old.rdatas());
    for (Octets rdata : added.rdatas()) {
      if (indexOf(all, old.type(), rdata) < 0) {
        all.add(rdata);
      }
    }
    return RRset.of(old.owner(), old.type(), old.rclass(), added.ttl(), all);
  }

  /** The set without one record; null, which removes it from its map, when none is left. */
  private static @Nullable RRset without(RRset set, Octets rdata) {
    int index = indexOf(set.rdatas(), set.type(), rdata);
    if (index < 0) {
      return set;
    }
    List<Octets> left = new ArrayList<>(set.rdatas());
    left.remove(index);
    return left.isEmpty() ? null : RRset.of(set.owner(), set.type(), set.rclass(), set.ttl(), left);
  }

  /** Where a record's data is, names in it compared in any case (RFC 2136 §1.1.1). */
  private static int indexOf(List<Octets> rdatas, RecordType type, Octets wanted) {
    int index = rdatas.indexOf(wanted);
    if (index >= 0) {
      return index;
    }
    RdataFormat<?> format = RdataFormats.of(type);
    Octets canonical = format.canonical(wanted);
    for (int i = 0; i < rdatas.size(); i++) {
      if (format.canonical(rdatas.get(i)).equals(canonical)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public String toString() {
    return apex + " " + byOwner.values();
  }

  /** Collects steps; not for use by several threads. */
  public static final class Builder {
    private final Name apex;
    private final Map<Name, List<Change>> byOwner = new LinkedHashMap<>();

    private Builder(Name apex) {
      this.apex = apex;
    }

    /** Adds any step. */
    public Builder with(Change change) {
      byOwner.computeIfAbsent(change.owner(), owner -> new ArrayList<>()).add(change);
      return this;
    }

    public Builder add(RRset rrset) {
      return with(new Change.Add(rrset));
    }

    public Builder replace(RRset rrset) {
      return with(new Change.Replace(rrset));
    }

    public Builder deleteRRset(Name owner, RecordType type) {
      return with(new Change.DeleteRRset(owner, type));
    }

    public Builder deleteRecord(Name owner, Rdata rdata) {
      return with(new Change.DeleteRecord(owner, rdata));
    }

    public Builder deleteName(Name owner) {
      return with(new Change.DeleteName(owner));
    }

    public Changeset build() {
      Map<Name, List<Change>> copy = new LinkedHashMap<>();
      byOwner.forEach((owner, steps) -> copy.put(owner, List.copyOf(steps)));
      return new Changeset(apex, copy);
    }
  }
}
