package org.polderdns.backend.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.CheckedLoad;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.change.NodeRules;
import org.polderdns.zone.compiled.CompiledZone;
import org.polderdns.zone.compiled.ZoneCompiler;

/** Compiles the records of a zone that is to be written. */
final class FileLoad extends CheckedLoad {
  private final Consumer<CompiledZone> done;
  private final ZoneCompiler compiler;
  private @Nullable CompiledZone zone; // null until the last record is there
  private long count;

  FileLoad(Name apex, Consumer<CompiledZone> done) {
    super(apex);
    this.done = done;
    this.compiler = CompiledZone.compiler(apex);
  }

  @Override
  protected void store(Name owner, RecordType type, long ttl, Octets rdata) {
    compiler.add(owner, type, ttl, rdata);
  }

  @Override
  protected List<String> problems() {
    CompiledZone compiled = compiler.finish();
    zone = compiled;
    List<String> problems = new ArrayList<>();
    for (ZoneNode node : compiled.nodes()) {
      List<RRset> rrsets = node.rrsets();
      for (RRset set : rrsets) {
        count += set.size();
      }
      if (problems.size() < MAX_PROBLEMS) {
        problems.addAll(NodeRules.check(apex(), node.name(), rrsets));
      }
    }
    return problems;
  }

  @Override
  protected long complete(List<String> presigned) {
    done.accept(Objects.requireNonNull(zone));
    return count;
  }
}
