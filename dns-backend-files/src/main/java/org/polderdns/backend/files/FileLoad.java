package org.polderdns.backend.files;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.polderdns.backend.LoadRules;
import org.polderdns.backend.ZoneLoad;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.change.ChangeRefusedException;
import org.polderdns.zone.change.NodeRules;
import org.polderdns.zone.compiled.CompiledZone;
import org.polderdns.zone.compiled.ZoneCompiler;

/** Compiles the records of a zone that is to be written. */
final class FileLoad implements ZoneLoad {
  private static final int PROGRESS_STEP = 10_000;

  private final Name apex;
  private final Consumer<CompiledZone> done;
  private final LoadRules rules;
  private final ZoneCompiler compiler;
  private LongConsumer progress = count -> {};
  private long added;

  FileLoad(Name apex, Consumer<CompiledZone> done) {
    this.apex = apex;
    this.done = done;
    this.rules = new LoadRules(apex);
    this.compiler = CompiledZone.compiler(apex);
  }

  @Override
  public void add(Name owner, RecordType type, long ttl, Octets rdata) {
    rules.check(owner, type, ttl);
    compiler.add(owner, type, ttl, rdata);
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
    CompiledZone zone = compiler.finish();
    List<String> problems = new ArrayList<>();
    long count = 0;
    for (ZoneNode node : zone.nodes()) {
      List<RRset> rrsets = node.rrsets();
      for (RRset set : rrsets) {
        count += set.size();
      }
      if (problems.size() < LoadRules.MAX_PROBLEMS) {
        problems.addAll(NodeRules.check(apex, node.name(), rrsets));
      }
    }
    problems.addAll(rules.problems());
    if (!problems.isEmpty()) {
      throw new ChangeRefusedException(problems);
    }
    progress.accept(added);
    done.accept(zone);
    return count;
  }
}
