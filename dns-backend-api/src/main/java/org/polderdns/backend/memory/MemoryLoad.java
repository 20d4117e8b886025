package org.polderdns.backend.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.polderdns.backend.CheckedLoad;
import org.polderdns.backend.NameOrder;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.change.NodeRules;

/** Collects the records of a zone and makes nodes of them at the end. */
final class MemoryLoad extends CheckedLoad {
  private record Growing(long ttl, Set<Octets> rdatas) {}

  private final StoredZone old;
  private final Consumer<StoredZone> done;
  private final Map<Name, Map<RecordType, Growing>> nodes = new HashMap<>();
  private final Contents contents;
  private long count;

  MemoryLoad(StoredZone old, Consumer<StoredZone> done) {
    super(old.info().apex());
    this.old = old;
    this.done = done;
    this.contents = new Contents(apex());
  }

  @Override
  protected void store(Name owner, RecordType type, long ttl, Octets rdata) {
    nodes
        .computeIfAbsent(owner, n -> new TreeMap<>())
        .computeIfAbsent(type, t -> new Growing(ttl, new LinkedHashSet<>(2)))
        .rdatas()
        .add(rdata);
  }

  @Override
  protected List<String> problems() {
    List<String> problems = new ArrayList<>();
    for (Map.Entry<Name, Map<RecordType, Growing>> entry : nodes.entrySet()) {
      Name owner = entry.getKey();
      List<RRset> rrsets = new ArrayList<>();
      for (Map.Entry<RecordType, Growing> set : entry.getValue().entrySet()) {
        count += set.getValue().rdatas().size();
        rrsets.add(
            RRset.of(owner, set.getKey(), set.getValue().ttl(), set.getValue().rdatas()));
      }
      if (problems.size() < MAX_PROBLEMS) {
        problems.addAll(NodeRules.check(apex(), owner, rrsets));
      }
      contents.set(owner, rrsets);
    }
    return problems;
  }

  @Override
  protected long complete(List<String> presigned) {
    StoredZone loaded = old.withContents(contents).withMetadata(PRESIGNED, presigned);
    done.accept(
        isSigned()
            ? loaded
                .withMetadata(NameOrder.NSEC3PARAM, nsec3param())
                .withMetadata(NameOrder.NSEC3NARROW, List.of())
            : loaded);
    return count;
  }
}
