package org.polderdns.backend.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.polderdns.backend.LoadRules;
import org.polderdns.backend.ZoneLoad;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.change.ChangeRefusedException;
import org.polderdns.zone.change.NodeRules;

/** Collects the records of a zone and makes nodes of them at the end. */
final class MemoryLoad implements ZoneLoad {
  private record Growing(long ttl, Set<Octets> rdatas) {}

  private static final int PROGRESS_STEP = 10_000;

  private final StoredZone old;
  private final Consumer<StoredZone> done;
  private final LoadRules rules;
  private final Map<Name, Map<RecordType, Growing>> nodes = new HashMap<>();
  private LongConsumer progress = count -> {};
  private long added;

  MemoryLoad(StoredZone old, Consumer<StoredZone> done) {
    this.old = old;
    this.done = done;
    this.rules = new LoadRules(old.info().apex());
  }

  @Override
  public void add(Name owner, RecordType type, long ttl, Octets rdata) {
    rules.check(owner, type, ttl);
    nodes
        .computeIfAbsent(owner, n -> new TreeMap<>())
        .computeIfAbsent(type, t -> new Growing(ttl, new LinkedHashSet<>(2)))
        .rdatas()
        .add(rdata);
    if (++added % PROGRESS_STEP == 0) {
      progress.accept(added);
    }
  }

  @Override
  public void onProgress(LongConsumer listener) {
    progress = listener;
  }

  @Override
  public long finish() {
    Contents contents = new Contents(old.info().apex());
    List<String> problems = new ArrayList<>();
    long count = 0;
    for (Map.Entry<Name, Map<RecordType, Growing>> entry : nodes.entrySet()) {
      Name owner = entry.getKey();
      List<RRset> rrsets = new ArrayList<>();
      for (Map.Entry<RecordType, Growing> set : entry.getValue().entrySet()) {
        count += set.getValue().rdatas().size();
        rrsets.add(
            RRset.of(owner, set.getKey(), set.getValue().ttl(), set.getValue().rdatas()));
      }
      if (problems.size() < LoadRules.MAX_PROBLEMS) {
        problems.addAll(NodeRules.check(old.info().apex(), owner, rrsets));
      }
      contents.set(owner, rrsets);
    }
    problems.addAll(rules.problems());
    if (!problems.isEmpty()) {
      throw new ChangeRefusedException(problems);
    }
    progress.accept(added);
    done.accept(old.withContents(contents).withMetadata(LoadRules.PRESIGNED, rules.presigned()));
    return count;
  }
}
