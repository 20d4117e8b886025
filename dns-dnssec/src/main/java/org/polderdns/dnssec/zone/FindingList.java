package org.polderdns.dnssec.zone;

import java.util.ArrayList;
import java.util.List;
import org.polderdns.zone.check.Finding;
import org.polderdns.zone.check.Finding.Severity;

/** Findings in the order in which they were made; more than a few are counted only. */
final class FindingList {
  private static final int KEPT = 1000;

  private final List<Finding> kept = new ArrayList<>();
  private long more;

  void error(String text) {
    add(new Finding(Severity.ERROR, text));
  }

  void warning(String text) {
    add(new Finding(Severity.WARNING, text));
  }

  private void add(Finding finding) {
    if (kept.size() < KEPT) {
      kept.add(finding);
    } else {
      more++;
    }
  }

  void addAll(FindingList others) {
    others.kept.forEach(this::add);
    more += others.more;
  }

  /** All that were kept, and how many more there were. */
  List<Finding> toList() {
    List<Finding> all = new ArrayList<>(kept);
    if (more > 0) {
      all.add(new Finding(Severity.ERROR, "and " + more + " more findings"));
    }
    return all;
  }
}
