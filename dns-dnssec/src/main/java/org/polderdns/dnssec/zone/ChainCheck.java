package org.polderdns.dnssec.zone;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.polderdns.records.RRset;
import org.polderdns.records.TypeSet;
import org.polderdns.records.rr.Nsec;
import org.polderdns.records.rr.Nsec3Param;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.wire.WireFormatException;
import org.polderdns.zone.ZoneNode;

/** Checks that a zone has the NSEC or NSEC3 records it should have, and no others. */
final class ChainCheck {
  private final ZoneLayout layout;
  private final List<? extends ZoneNode> nodes;
  private final long ttl;
  private final Executor executor;
  private final int threads;
  private final FindingList findings;

  /**
   * @param ttl of NSEC and NSEC3 records (RFC 9077)
   */
  ChainCheck(ZoneLayout layout, long ttl, Executor executor, int threads, FindingList findings) {
    this.layout = layout;
    this.nodes = layout.nodes();
    this.ttl = ttl;
    this.executor = executor;
    this.threads = threads;
    this.findings = findings;
  }

  void check() {
    Optional<RRset> param = nodes.get(0).rrset(RecordType.NSEC3PARAM);
    if (param.isEmpty()) {
      checkNsec();
      return;
    }
    Optional<Nsec3Param> chain = param.get().rdatas().stream()
        .map(Nsec3Param.FORMAT::read)
        .filter(one -> one.hashAlgorithm() == 1 && one.flags() == 0)
        .findFirst();
    if (chain.isEmpty()) {
      findings.error(layout.apex() + " NSEC3PARAM has no flags 0 and hash algorithm 1");
      return;
    }
    forbid(RecordType.NSEC, "in a zone with NSEC3");
    new HashedChainCheck(layout, chain.get(), ttl, findings).check(executor, threads);
  }

  private void forbid(RecordType type, String why) {
    for (ZoneNode node : nodes) {
      if (node.has(type)) {
        findings.error(node.name() + " has an " + type + " record " + why);
      }
    }
  }

  private void checkNsec() {
    forbid(RecordType.NSEC3, "in a zone without NSEC3PARAM");
    int[] next = layout.nsecChain();
    Consumer<FindingList> sink = findings::addAll;
    InOrder.run(
        nodes.size(),
        executor,
        threads,
        (from, to) -> {
          FindingList part = new FindingList();
          for (int i = from; i < to; i++) {
            checkNsec(i, next[i], part);
          }
          return part;
        },
        sink);
  }

  private void checkNsec(int index, int next, FindingList part) {
    ZoneNode node = nodes.get(index);
    Optional<RRset> nsec = node.rrset(RecordType.NSEC);
    Name owner = node.name();
    if (next < 0) {
      if (nsec.isPresent()) {
        part.error(owner + " has an NSEC record and should have none");
      }
      return;
    }
    if (nsec.isEmpty()) {
      part.error(owner + " has no NSEC record");
      return;
    }
    checkOne(nsec.get(), part);
    try {
      Nsec read = Nsec.FORMAT.read(nsec.get().rdatas().get(0));
      Name following = nodes.get(next).name();
      if (!read.nextName().equals(following)) {
        part.error(owner + " NSEC leads to " + read.nextName() + ", not to " + following);
      }
      TypeSet types = TypeBitmaps.nsec(layout.at(index), shown(node));
      if (!read.types().equals(types)) {
        part.error(owner + " NSEC has the types " + read.types() + ", not " + types);
      }
    } catch (WireFormatException e) {
      part.error(owner + " NSEC: " + e.getMessage());
    }
    if (nsec.get().ttl() != ttl) {
      part.warning(owner + " NSEC has TTL " + nsec.get().ttl() + ", not " + ttl);
    }
  }

  static void checkOne(RRset rrset, FindingList part) {
    if (rrset.size() > 1) {
      part.error(rrset.owner() + " has " + rrset.size() + " " + rrset.type() + " records, not one");
    }
  }

  /** The RRsets whose types a bitmap is made of, whatever made them. */
  static List<RRset> shown(ZoneNode node) {
    return node.rrsets().stream()
        .filter(rrset -> rrset.type() != RecordType.RRSIG
            && rrset.type() != RecordType.NSEC
            && rrset.type() != RecordType.NSEC3)
        .toList();
  }
}
