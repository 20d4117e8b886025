package org.polderdns.zone.compiled;

import java.util.Arrays;
import java.util.List;
import org.polderdns.records.RRset;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.change.Changeset;

/** What has to change in one version of a zone to make it another, found by walking both. */
final class VersionDifference {
  private static final int COUNT = 6; // of names below, which is not data of the node
  private static final int AFTER_COUNT = Blocks.NODE_HEADER;

  private final Changeset.Builder changes;

  private VersionDifference(Changeset.Builder changes) {
    this.changes = changes;
  }

  static Changeset of(CompiledZone before, CompiledZone after) {
    VersionDifference difference = new VersionDifference(Changeset.of(before.apex()));
    difference.walk(before.nodes(), after.nodes());
    return difference.changes.build();
  }

  private void walk(List<ZoneNode> before, List<ZoneNode> after) {
    int i = 0;
    int j = 0;
    while (i < before.size() || j < after.size()) {
      int order = order(before, i, after, j);
      if (order < 0) {
        removed(before.get(i++));
      } else if (order > 0) {
        added(after.get(j++));
      } else {
        compare((CompiledNode) before.get(i++), (CompiledNode) after.get(j++));
      }
    }
  }

  private static int order(List<ZoneNode> before, int i, List<ZoneNode> after, int j) {
    if (i == before.size()) {
      return 1;
    }
    if (j == after.size()) {
      return -1;
    }
    CompiledNode one = (CompiledNode) before.get(i);
    CompiledNode other = (CompiledNode) after.get(j);
    return hasSameName(one, other) ? 0 : one.name().compareTo(other.name());
  }

  private void removed(ZoneNode node) {
    if (!node.rrsets().isEmpty()) {
      changes.deleteName(node.name());
    }
  }

  private void added(ZoneNode node) {
    node.rrsets().forEach(changes::replace);
  }

  private void compare(CompiledNode before, CompiledNode after) {
    if (isSame(before, after)) {
      return;
    }
    for (RRset rrset : before.rrsets()) {
      if (!after.has(rrset.type())) {
        changes.deleteRRset(rrset.owner(), rrset.type());
      }
    }
    for (RRset rrset : after.rrsets()) {
      RecordType type = rrset.type();
      if (!before.rrset(type).map(rrset::equals).orElse(false)) {
        changes.replace(rrset);
      }
    }
  }

  private static boolean hasSameName(CompiledNode one, CompiledNode other) {
    int length = Blocks.nameLength(one.block(), one.at());
    int from = one.at() + AFTER_COUNT;
    int otherFrom = other.at() + AFTER_COUNT;
    return length == Blocks.nameLength(other.block(), other.at())
        && Arrays.equals(
            one.block(), from, from + length, other.block(), otherFrom, otherFrom + length);
  }

  /** Whether they are laid out alike, but for the count of names below. */
  private static boolean isSame(CompiledNode one, CompiledNode other) {
    int end = Blocks.end(one.block(), one.at());
    int otherEnd = Blocks.end(other.block(), other.at());
    return end - one.at() == otherEnd - other.at()
        && Arrays.equals(
            one.block(), one.at(), one.at() + COUNT, other.block(), other.at(), other.at() + COUNT)
        && Arrays.equals(
            one.block(),
            one.at() + AFTER_COUNT,
            end,
            other.block(),
            other.at() + AFTER_COUNT,
            otherEnd);
  }
}
