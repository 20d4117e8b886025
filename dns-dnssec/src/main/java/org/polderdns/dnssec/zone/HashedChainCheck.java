package org.polderdns.dnssec.zone;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import org.polderdns.records.RRset;
import org.polderdns.records.TypeSet;
import org.polderdns.records.rr.Nsec3;
import org.polderdns.records.rr.Nsec3Param;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.wire.WireFormatException;
import org.polderdns.zone.Nsec3Hash;
import org.polderdns.zone.ZoneNode;

/** Checks an NSEC3 chain (RFC 5155 §7.1). */
final class HashedChainCheck {
  private static final int OPT_OUT = 1;

  private final ZoneLayout layout;
  private final Nsec3Param chain;
  private final long ttl;
  private final FindingList findings;
  private final NavigableMap<Octets, Nsec3> records = new TreeMap<>();

  HashedChainCheck(ZoneLayout layout, Nsec3Param chain, long ttl, FindingList findings) {
    this.layout = layout;
    this.chain = chain;
    this.ttl = ttl;
    this.findings = findings;
  }

  void check(Executor executor, int threads) {
    if (chain.iterations() > Nsec3Hash.MAX_ITERATIONS) {
      findings.error(layout.apex() + " NSEC3PARAM has " + chain.iterations() + " iterations");
      return;
    }
    for (ZoneNode node : layout.nodes()) {
      node.rrset(RecordType.NSEC3).ifPresent(this::collect);
    }
    if (records.isEmpty()) {
      findings.error(layout.apex() + " has NSEC3PARAM and no NSEC3 records");
      return;
    }
    checkLinks();
    checkNames(executor, threads);
  }

  private void collect(RRset rrset) {
    Name owner = rrset.owner();
    Optional<Octets> hash = Nsec3Hash.ofOwner(owner);
    if (hash.isEmpty() || owner.labelCount() != layout.apex().labelCount() + 1) {
      findings.error(owner + " has an NSEC3 record and is no hash below the apex");
      return;
    }
    ChainCheck.checkOne(rrset, findings);
    try {
      Nsec3 nsec3 = Nsec3.FORMAT.read(rrset.rdatas().get(0));
      if (nsec3.hashAlgorithm() != chain.hashAlgorithm()
          || nsec3.iterations() != chain.iterations()
          || !nsec3.salt().equals(chain.salt())
          || (nsec3.flags() & ~OPT_OUT) != 0) {
        findings.error(owner + " NSEC3 has other parameters than NSEC3PARAM, or unknown flags");
        return;
      }
      records.put(hash.get(), nsec3);
    } catch (WireFormatException e) {
      findings.error(owner + " NSEC3: " + e.getMessage());
      return;
    }
    if (rrset.ttl() != ttl) {
      findings.warning(owner + " NSEC3 has TTL " + rrset.ttl() + ", not " + ttl);
    }
  }

  private void checkLinks() {
    for (Map.Entry<Octets, Nsec3> entry : records.entrySet()) {
      Octets next = records.higherKey(entry.getKey());
      Octets expected = next == null ? records.firstKey() : next;
      if (!entry.getValue().nextHash().equals(expected)) {
        findings.error(owner(entry.getKey()) + " NSEC3 does not lead to " + owner(expected));
      }
    }
  }

  private Name owner(Octets hash) {
    return Nsec3Hash.ownerName(hash, layout.apex());
  }

  private void checkNames(Executor executor, int threads) {
    boolean[] required = layout.nsec3Chain(true);
    boolean[] possible = layout.nsec3Chain(false);
    Set<Octets> seen = new HashSet<>(2 * records.size());
    InOrder.run(
        required.length,
        executor,
        threads,
        (from, to) -> {
          Part part = new Part();
          for (int i = from; i < to; i++) {
            if (possible[i]) {
              part.check(i, required[i]);
            }
          }
          return part;
        },
        part -> {
          seen.addAll(part.found);
          findings.addAll(part.findings);
        });
    for (Octets hash : records.keySet()) {
      if (!seen.contains(hash)) {
        findings.error(owner(hash) + " has an NSEC3 record of no name of the zone");
      }
    }
  }

  /** Some of the names. */
  private final class Part {
    private final Nsec3Hash hasher = new Nsec3Hash();
    private final List<Octets> found = new ArrayList<>();
    private final FindingList findings = new FindingList();

    void check(int index, boolean required) {
      ZoneNode node = layout.nodes().get(index);
      Octets hash = hasher.of(node.name(), chain.iterations(), chain.salt());
      Nsec3 nsec3 = records.get(hash);
      if (nsec3 != null) {
        found.add(hash);
        TypeSet types = TypeBitmaps.nsec3(layout.at(index), ChainCheck.shown(node));
        if (!nsec3.types().equals(types)) {
          findings.error(node.name() + " NSEC3 (" + owner(hash) + ") has the types " + nsec3.types()
              + ", not " + types);
        }
      } else if (required || !isOptedOut(hash)) {
        findings.error(node.name() + " has no NSEC3 record (" + owner(hash) + ")");
      }
    }

    private boolean isOptedOut(Octets hash) {
      Map.Entry<Octets, Nsec3> covering = records.lowerEntry(hash);
      Nsec3 span = covering == null ? records.lastEntry().getValue() : covering.getValue();
      return (span.flags() & OPT_OUT) != 0;
    }
  }
}
