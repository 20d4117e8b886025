package org.polderdns.backend;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.polderdns.records.RRset;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.compiled.CompiledZone;
import org.polderdns.zone.compiled.ZoneCompiler;

/** Reads zones of a store, each within one of its transactions and node by node. */
final class SnapshotReader {
  /** What a zone takes beside its nodes. */
  private static final long OCTETS_PER_ZONE = 1024;

  /**
   * A zone that was read.
   *
   * @param version null if it cannot be held
   * @param problem why it cannot be, else empty
   * @param tooLarge whether that is for its size
   */
  record Result(Snapshot.@Nullable Version version, String problem, boolean tooLarge) {}

  /** Ends the reading of a zone that is too large. */
  private static final class TooLarge extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooLarge() {
      super("too large", null, false, false);
    }
  }

  private final RecordListing records;

  SnapshotReader(RecordListing records) {
    this.records = records;
  }

  /** The digest of a zone as it is now. */
  ZoneDigest.Value digest(ZoneInfo zone) {
    ZoneDigest digest = new ZoneDigest();
    records.listFound(zone, digest::add);
    return digest.value();
  }

  /**
   * A zone as it is now. What compiled zones cannot express makes it one that cannot be held: a
   * record that cannot be read, of which only the RRset fails, and an apex without an SOA.
   *
   * @param maxOctets of memory
   */
  Result read(ZoneInfo zone, long maxOctets) {
    Gathering gathering = new Gathering(zone, maxOctets);
    long began = System.nanoTime();
    try {
      records.listFound(zone, gathering::add);
    } catch (TooLarge e) {
      return new Result(null, "it takes more than " + maxOctets / (1 << 20) + " MiB", true);
    }
    if (!gathering.problem.isEmpty()) {
      return new Result(null, gathering.problem, false);
    }
    CompiledZone made = gathering.compiler.finish();
    if (!made.apexNode().has(RecordType.SOA)) {
      return new Result(null, "it has no SOA", false);
    }
    long octets = made.memory() + OCTETS_PER_ZONE;
    if (octets > maxOctets) {
      return new Result(null, "it takes more than " + maxOctets / (1 << 20) + " MiB", true);
    }
    return new Result(
        new Snapshot.Version(
            made,
            gathering.digest.value(),
            gathering.count.get(),
            octets,
            System.nanoTime() - began),
        "",
        false);
  }

  /** What was read of a zone so far. */
  private static final class Gathering {
    private static final int OCTETS_PER_RECORD = 12; // at least, in a compiled zone

    final ZoneCompiler compiler;
    final ZoneDigest digest = new ZoneDigest();
    final AtomicLong count = new AtomicLong();
    private final long maxOctets;
    private long octets;
    String problem = "";

    Gathering(ZoneInfo zone, long maxOctets) {
      this.compiler = CompiledZone.compiler(zone.apex());
      this.maxOctets = maxOctets;
    }

    void add(StoredNode node) {
      digest.add(node);
      if (!node.broken().isEmpty() && problem.isEmpty()) {
        problem = "a record of " + node.owner() + " " + node.broken().get(0) + " cannot be read";
      }
      if (node.rrsets().isEmpty()) {
        compiler.addEmpty(node.owner());
      }
      for (RRset rrset : node.rrsets()) {
        for (Octets rdata : rrset.rdatas()) {
          compiler.add(node.owner(), rrset.type(), rrset.ttl(), rdata);
          octets += OCTETS_PER_RECORD + rdata.length();
          count.incrementAndGet();
        }
      }
      if (octets > maxOctets) {
        throw new TooLarge();
      }
    }
  }
}
