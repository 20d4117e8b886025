package org.polderdns.zone.compiled;

import java.util.ArrayList;
import java.util.List;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneTree;

/**
 * Makes a {@link CompiledZone} of records that come one by one, in any order; those of one owner
 * best one after the other. For one thread, for one zone.
 *
 * <pre>{@code
 * ZoneCompiler compiler = CompiledZone.compiler(apex);
 * while (reader.next()) {
 *   compiler.add(reader.owner(), reader.type(), reader.ttl(), reader.rdata());
 * }
 * CompiledZone zone = compiler.finish();
 * }</pre>
 */
public final class ZoneCompiler {
  private final Name apex;
  private final List<RRset> rrsets = new ArrayList<>();

  ZoneCompiler(Name apex) {
    this.apex = apex;
  }

  /**
   * Adds a record of class IN. One that is there already is not added again; the TTL of an RRset is
   * that of its first record.
   *
   * @param rdata uncompressed wire form
   * @throws IllegalArgumentException if the owner is outside of the zone
   */
  public void add(Name owner, RecordType type, long ttl, Octets rdata) {
    if (!owner.isAtOrBelow(apex)) {
      throw new IllegalArgumentException(owner + " is not in the zone " + apex);
    }
    rrsets.add(RRset.of(owner, type, ttl, List.of(rdata)));
  }

  /** The zone; nothing can be added any more. */
  public CompiledZone finish() {
    return new CompiledZone(ZoneTree.of(apex, rrsets));
  }
}
