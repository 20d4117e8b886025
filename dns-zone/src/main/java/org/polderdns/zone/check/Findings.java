package org.polderdns.zone.check;

import java.util.ArrayList;
import java.util.List;

/** Collects findings in the order in which they are made. */
final class Findings {
  private final List<Finding> all = new ArrayList<>();

  void error(String text) {
    all.add(new Finding(Finding.Severity.ERROR, text));
  }

  void warning(String text) {
    all.add(new Finding(Finding.Severity.WARNING, text));
  }

  void info(String text) {
    all.add(new Finding(Finding.Severity.INFO, text));
  }

  /** A row that cannot be read, and why. */
  void problem(ZoneRow row, String why) {
    error("Following record had a problem: \"" + row.shown() + "\"\nError was: " + why);
  }

  List<Finding> all() {
    return all;
  }
}
