package org.polderdns.zone.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.polderdns.wire.Name;
import org.polderdns.zone.file.ZoneRecord;

/**
 * Checks a zone: its rows one by one, against each other and against the zone's metadata.
 *
 * <pre>{@code
 * ZoneCheckResult result =
 *     ZoneCheck.of(Name.parse("example.org")).withMetadata(metadata).run(rows);
 * result.lines().forEach(System.out::println);
 * System.exit(result.errors() > 0 ? 1 : 0);
 * }</pre>
 *
 * <p>A pure function of what it is given. The rows are held until it ends. Immutable: each {@code
 * with} method gives a changed copy.
 */
public final class ZoneCheck {
  private final Name apex;
  private final Map<String, List<String>> metadata;
  private final boolean keys;
  private final boolean directDnskey;
  private final int maxNsec3Iterations;
  private final Predicate<String> fileExists;

  private ZoneCheck(
      Name apex,
      Map<String, List<String>> metadata,
      boolean keys,
      boolean directDnskey,
      int maxNsec3Iterations,
      Predicate<String> fileExists) {
    this.apex = apex;
    this.metadata = metadata;
    this.keys = keys;
    this.directDnskey = directDnskey;
    this.maxNsec3Iterations = maxNsec3Iterations;
    this.fileExists = fileExists;
  }

  /** A check of a zone that has no metadata and no keys. */
  public static ZoneCheck of(Name apex) {
    return new ZoneCheck(apex, Map.of(), false, false, 100, file -> true);
  }

  /** The zone's metadata: values, in the order set, of each kind. */
  public ZoneCheck withMetadata(Map<String, List<String>> values) {
    return new ZoneCheck(apex, values, keys, directDnskey, maxNsec3Iterations, fileExists);
  }

  /** Whether keys are kept for the zone, so that the server signs it. */
  public ZoneCheck withKeys(boolean value) {
    return new ZoneCheck(apex, metadata, value, directDnskey, maxNsec3Iterations, fileExists);
  }

  /** Whether DNSKEY, CDS and CDNSKEY rows are served ({@code direct-dnskey}). */
  public ZoneCheck withDirectDnskey(boolean value) {
    return new ZoneCheck(apex, metadata, keys, value, maxNsec3Iterations, fileExists);
  }

  /** The most iterations that an NSEC3PARAM may ask for ({@code max-nsec3-iterations}). */
  public ZoneCheck withMaxNsec3Iterations(int value) {
    return new ZoneCheck(apex, metadata, keys, directDnskey, value, fileExists);
  }

  /** Tells whether a file that metadata names is there; without it every file is taken to be. */
  public ZoneCheck withFiles(Predicate<String> exists) {
    return new ZoneCheck(apex, metadata, keys, directDnskey, maxNsec3Iterations, exists);
  }

  /** Checks rows of a store; findings about single rows come in the order of the rows. */
  public ZoneCheckResult run(Iterable<ZoneRow> rows) {
    Findings findings = new Findings();
    MetadataCheck values = new MetadataCheck(apex, metadata, keys, findings);
    values.run(maxNsec3Iterations, fileExists);
    List<ZoneRow> enabled = new ArrayList<>();
    boolean soa = false;
    for (ZoneRow row : rows) {
      if (!row.disabled()) {
        enabled.add(row);
        soa |= isApexSoa(row);
      }
    }
    if (!soa) {
      findings.error("No SOA record present, or active, in zone '" + Names.shown(apex) + "'");
      return new ZoneCheckResult(Names.shown(apex), 0, findings.all());
    }
    RowCheck each = new RowCheck(apex, values, directDnskey, findings);
    enabled.forEach(each::check);
    new TreeCheck(apex, each.index(), findings).run();
    return new ZoneCheckResult(Names.shown(apex), enabled.size(), findings.all());
  }

  /** Checks records that are known to parse, as those of a master file. */
  public ZoneCheckResult runRecords(Iterable<ZoneRecord> records) {
    List<ZoneRow> rows = new ArrayList<>();
    records.forEach(record -> rows.add(ZoneRow.of(record)));
    return run(rows);
  }

  private boolean isApexSoa(ZoneRow row) {
    String shown = row.shownOwner();
    return row.type().equals("SOA")
        && (shown.equalsIgnoreCase(Names.shown(apex)) || shown.isEmpty() && apex.isRoot());
  }
}
