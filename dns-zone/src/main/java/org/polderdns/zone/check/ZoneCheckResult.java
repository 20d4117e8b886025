package org.polderdns.zone.check;

import java.util.List;
import java.util.stream.Stream;

/**
 * What {@link ZoneCheck} found.
 *
 * @param zone the zone's name as operators write it, without the last dot
 * @param records rows looked at: the enabled ones, if the zone has an SOA among them
 */
public record ZoneCheckResult(String zone, long records, List<Finding> findings) {
  public ZoneCheckResult {
    findings = List.copyOf(findings);
  }

  public long errors() {
    return count(Finding.Severity.ERROR);
  }

  public long warnings() {
    return count(Finding.Severity.WARNING);
  }

  private long count(Finding.Severity severity) {
    return findings.stream().filter(f -> f.severity() == severity).count();
  }

  /** What {@code check-zone} prints: the findings, then how much was checked and found. */
  public List<String> lines() {
    return Stream.concat(findings.stream().map(Finding::toString), Stream.of(summary()))
        .flatMap(String::lines)
        .toList();
  }

  /** {@code Checked 3 records of 'example.org', 0 errors, 1 warnings.} */
  public String summary() {
    return "Checked "
        + records
        + " records of '"
        + zone
        + "', "
        + errors()
        + " errors, "
        + warnings()
        + " warnings.";
  }
}
