package org.polderdns.zone.check;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/** Checks of records against others of the zone: delegations, targets, marks of authority. */
final class TreeCheck {
  private final Name apex;
  private final String zone;
  private final ZoneIndex index;
  private final Findings findings;
  private final boolean cuts; // whether there is any
  private final boolean dnames;

  TreeCheck(Name apex, ZoneIndex index, Findings findings) {
    this.apex = apex;
    this.zone = Names.shown(apex);
    this.index = index;
    this.findings = findings;
    this.cuts = index.records().stream().anyMatch(r -> isCut(r.owner()));
    this.dnames = index.records().stream().anyMatch(r -> r.type() == RecordType.DNAME);
  }

  void run() {
    if (!index.has(apex, RecordType.NS)) {
      findings.warning("No NS record at zone apex in zone '" + zone + "'");
    }
    index.records().forEach(this::target);
    index.records().forEach(this::hints);
    glue();
    index.records().forEach(this::occlusion);
    index.records().forEach(this::signer);
    index.records().forEach(this::authority);
  }

  private boolean isCut(Name owner) {
    return !owner.equals(apex) && index.has(owner, RecordType.NS);
  }

  /** The delegation nearest to the apex that {@code name} is at or below. */
  private @Nullable Name cutAbove(Name name) {
    if (cuts) {
      for (int labels = apex.labelCount() + 1; labels <= name.labelCount(); labels++) {
        Name above = name.suffix(labels);
        if (index.has(above, RecordType.NS)) {
          return above;
        }
      }
    }
    return null;
  }

  /** The DNAME nearest to the apex that {@code name} is below. */
  private @Nullable Name dnameAbove(Name name) {
    if (dnames) {
      for (int labels = apex.labelCount(); labels < name.labelCount(); labels++) {
        Name above = name.suffix(labels);
        if (index.has(above, RecordType.DNAME)) {
          return above;
        }
      }
    }
    return null;
  }

  private void target(CheckedRecord record) {
    RecordType type = record.type();
    if (type == RecordType.MX || type == RecordType.NS || type == RecordType.SRV) {
      Name target = record.target();
      if (index.has(target, RecordType.CNAME)) {
        // The quote is not closed in what operators' scripts have matched so far.
        findings.warning(
            "'" + record.brief() + " has a target (" + Names.shown(target) + ") that is a CNAME.");
      }
    }
  }

  private void hints(CheckedRecord record) {
    if (!record.isServiceBinding()) {
      return;
    }
    String content = record.row().content();
    Name target = record.target().isRoot() ? record.owner() : record.target();
    if (!target.isAtOrBelow(apex)) {
      return;
    }
    if (RowContent.hasAutomaticHint(content, 4) && !index.has(target, RecordType.A)) {
      findings.warning(hint(record, "IPv4", "A", target));
    }
    if (RowContent.hasAutomaticHint(content, 6) && !index.has(target, RecordType.AAAA)) {
      findings.warning(hint(record, "IPv6", "AAAA", target));
    }
  }

  private static String hint(CheckedRecord record, String family, String type, Name target) {
    return record.type()
        + " record for "
        + record.row().shownOwner()
        + " has automatic "
        + family
        + " hints, but no "
        + type
        + "-record for the target at "
        + Names.shown(target)
        + " exists.";
  }

  private void glue() {
    Set<Name> told = new HashSet<>();
    for (CheckedRecord record : index.records()) {
      if (record.type() != RecordType.NS || record.owner().equals(apex)) {
        continue;
      }
      Name target = record.target();
      if (target.isAtOrBelow(apex)
          && cutAbove(target) != null
          && !index.hasAddress(target)
          && told.add(target)) {
        findings.warning("Missing glue for '" + Names.shown(target) + "' in zone '" + zone + "'");
      }
    }
  }

  private void occlusion(CheckedRecord record) {
    Name owner = record.owner();
    RecordType type = record.type();
    Name dname = dnameAbove(owner);
    if (dname != null) {
      findings.warning(occluded(record, "a DNAME", dname));
      if (type == RecordType.DNAME) {
        findings.error("DNAME at '" + Names.shown(owner) + "' is below the DNAME at '"
            + Names.shown(dname) + "'");
      }
    }
    Name cut = cutAbove(owner);
    if (cut == null || record.isAddress() || isSignature(type)) {
      return; // addresses below a cut may be glue
    }
    boolean atCut = owner.equals(cut);
    if (!atCut || type != RecordType.NS && type != RecordType.DS) {
      findings.warning(occluded(record, "a delegation", cut));
    }
    if (atCut && type == RecordType.DNAME) {
      findings.error("Both NS and DNAME at '" + Names.shown(owner) + "' in zone '" + zone + "'");
    }
  }

  private String occluded(CheckedRecord record, String by, Name at) {
    return "'"
        + record.brief()
        + "' in zone '"
        + zone
        + "' is occluded by "
        + by
        + " at '"
        + Names.shown(at)
        + "'";
  }

  /** Whether the type belongs to a cut as to any name of a signed zone (RFC 4035 §2.2, §2.3). */
  private static boolean isSignature(RecordType type) {
    return type == RecordType.RRSIG || type == RecordType.NSEC || type == RecordType.NSEC3;
  }

  private void signer(CheckedRecord record) {
    Name owner = record.owner();
    if (record.type() == RecordType.DS && !owner.equals(apex) && !index.has(owner, RecordType.NS)) {
      findings.warning("DS record without a delegation '" + record.row().shownOwner() + "'.");
    }
  }

  private void authority(CheckedRecord record) {
    ZoneRow.Auth auth = record.row().auth();
    RecordType type = record.type();
    if (auth == ZoneRow.Auth.UNKNOWN || isSignature(type)) {
      return;
    }
    Name cut = cutAbove(record.owner());
    boolean expected = cut == null || type == RecordType.DS && cut.equals(record.owner());
    if (expected != (auth == ZoneRow.Auth.YES)) {
      findings.warning("Following record is auth="
          + (expected ? 0 : 1)
          + ", run pdnsutil rectify-zone?: "
          + record.row().shown());
    }
  }
}
