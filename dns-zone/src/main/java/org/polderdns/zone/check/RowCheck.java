package org.polderdns.zone.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.polderdns.records.RdataFormats;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.change.NodeRules;

/** Checks rows one after another, each against those before it at the same owner. */
final class RowCheck {
  private static final long MAX_TTL = 0x7fffffffL;

  private final Name apex;
  private final String zone;
  private final MetadataCheck metadata;
  private final boolean directDnskey;
  private final Findings findings;
  private final ZoneIndex index = new ZoneIndex();
  private final Map<RRsetKey, RRsetSeen> rrsets = new HashMap<>();
  private final Set<Name> besideCname = new HashSet<>(); // owners with what a CNAME excludes
  private final Set<Name> told = new HashSet<>();

  private record RRsetKey(Name owner, RecordType type) {}

  /** What is known of an RRset from its rows so far: the first one's TTL, and all its data. */
  private record RRsetSeen(String ttl, Set<Octets> rdatas) {}

  RowCheck(Name apex, MetadataCheck metadata, boolean directDnskey, Findings findings) {
    this.apex = apex;
    this.zone = Names.shown(apex);
    this.metadata = metadata;
    this.directDnskey = directDnskey;
    this.findings = findings;
  }

  /** What could be read. */
  ZoneIndex index() {
    return index;
  }

  void check(ZoneRow row) {
    Name owner;
    try {
      owner = Name.parse(row.owner());
    } catch (PresentationFormatException e) {
      findings.problem(row, e.getMessage());
      return;
    }
    if (!owner.isAtOrBelow(apex)) {
      findings.error("Record '" + row.shown() + "' in zone '" + zone + "' is out-of-zone.");
      return;
    }
    if (row.type().isEmpty()) {
      if (!row.content().isEmpty()) {
        findings.problem(
            row, "When parsing ENT trailing data was not parsed: '" + row.content() + "'");
      }
      return;
    }
    if (!RecordType.isKnown(row.type())) {
      findings.problem(row, "unknown record type \"" + row.type() + '"');
      return;
    }
    RecordType type = RecordType.parse(row.type());
    ttl(row);
    beside(row, owner, type);
    Octets rdata;
    try {
      rdata = parse(row, type);
    } catch (PresentationFormatException e) {
      if (type == RecordType.SOA && owner.equals(apex)) {
        findings.error("SOA lookup failed for zone '" + zone + "': " + e.getMessage());
        soa(row, owner);
      } else {
        findings.problem(row, e.getMessage());
      }
      return;
    }
    if (type == RecordType.SOA) {
      soa(row, owner);
    }
    CheckedRecord record = new CheckedRecord(row, owner, type, rdata);
    rrset(record);
    index.add(record);
    dnssec(record);
    names(record);
    service(record);
  }

  private static Octets parse(ZoneRow row, RecordType type) {
    if (row.isSplit() && row.priority().isBlank()) {
      throw new PresentationFormatException(type + ": the priority is missing");
    }
    return RowContent.parse(type, row.wholeContent());
  }

  private void ttl(ZoneRow row) {
    long ttl;
    try {
      ttl = Long.parseLong(row.ttl());
    } catch (NumberFormatException e) {
      ttl = -1;
    }
    if (ttl < 0 || ttl > MAX_TTL) {
      findings.error(
          "TTL of '" + row.shown() + "' is '" + row.ttl() + "', expected 0 to 2147483647");
    }
  }

  private void soa(ZoneRow row, Name owner) {
    String[] fields = row.content().trim().split("\\s+", -1);
    if (!owner.equals(apex)) {
      findings.error("SOA record not at apex '" + row.shown() + "' in zone '" + zone + "'");
    }
    if (fields.length < 7) {
      findings.info("SOA autocomplete is deprecated, missing field(s) in SOA content: "
          + row.shownOwner()
          + " IN SOA '"
          + row.content()
          + "'");
    }
    if (fields.length > 1 && fields[1].replace("\\@", "").contains("@")) {
      findings.error("SOA of '" + row.shownOwner() + "' has an '@' in its mailbox '" + fields[1]
          + "', which is written as a dot");
    }
  }

  /** CNAME and other data, in whatever order they come. */
  private void beside(ZoneRow row, Name owner, RecordType type) {
    if (!NodeRules.mayStandBesideCname(type)) {
      besideCname.add(owner);
    }
    boolean cname = type == RecordType.CNAME || rrsets.containsKey(cnameAt(owner));
    if (cname && besideCname.contains(owner) && told.add(owner)) {
      findings.error(
          "CNAME " + row.shownOwner() + " found, but other records with same label exist.");
    }
  }

  private static RRsetKey cnameAt(Name owner) {
    return new RRsetKey(owner, RecordType.CNAME);
  }

  private void rrset(CheckedRecord record) {
    ZoneRow row = record.row();
    RecordType type = record.type();
    String stored = RowContent.differing(type, row.wholeContent(), record.rdata());
    if (!stored.isEmpty()) {
      findings.warning("Parsed and original record content are not equal: "
          + row.shownOwner()
          + " IN "
          + type
          + " '"
          + row.wholeContent()
          + "' (Content parsed as '"
          + stored
          + "')");
    }
    RRsetKey key = new RRsetKey(record.owner(), type);
    RRsetSeen seen = rrsets.get(key);
    if (seen == null) {
      seen = new RRsetSeen(row.ttl(), new HashSet<>(2));
      rrsets.put(key, seen);
    } else if (NodeRules.isSingle(type)) {
      findings.error("Duplicate " + type + " found at '" + row.shownOwner() + "'");
      return;
    }
    if (!seen.rdatas.add(RdataFormats.of(type).canonical(record.rdata()))) {
      findings.error("Duplicate record found in rrset: '" + row.shown() + "'");
    } else if (!seen.ttl.equals(row.ttl()) && type != RecordType.RRSIG) {
      findings.error(
          "TTL mismatch in rrset: '" + row.shown() + "' (" + seen.ttl + " != " + row.ttl() + ")");
    }
  }

  private void dnssec(CheckedRecord record) {
    ZoneRow row = record.row();
    RecordType type = record.type();
    String at = "'" + row.shownOwner() + "'";
    if (type == RecordType.DS && record.owner().equals(apex)) {
      findings.error("DS at apex in zone '" + zone + "', should not be here.");
    }
    boolean dnskey = type == RecordType.DNSKEY;
    if (dnskey && !record.owner().equals(apex)) {
      findings.warning("DNSKEY record not at apex '"
          + row.shown()
          + "' in zone '"
          + zone
          + "', should not be here.");
    }
    if (metadata.isPresigned()) {
      return;
    }
    if (type == RecordType.NSEC || type == RecordType.NSEC3) {
      findings.error("NSEC or NSEC3 found at " + at + ". These do not belong in the database.");
    } else if (type == RecordType.RRSIG) {
      findings.error(
          "RRSIG found at " + at + " in non-presigned zone. These do not belong in the database.");
    } else if (!directDnskey && (dnskey || type == RecordType.CDS || type == RecordType.CDNSKEY)) {
      findings.warning(type + " at " + at
          + " in non-presigned zone will mostly be ignored and can cause problems.");
    }
  }

  private void names(CheckedRecord record) {
    RecordType type = record.type();
    boolean host = record.isAddress() || type == RecordType.MX || type == RecordType.WKS;
    if (host && !Names.isHostOwner(record.owner(), metadata.allowsUnderscores())) {
      findings.warning(record.owner() + " record for '" + type + "' is not a valid hostname.");
    }
    doubled(record.owner(), record);
    if (!record.hasTarget()) {
      return;
    }
    Name target = record.target();
    doubled(target, record);
    boolean toHost = type == RecordType.MX || type == RecordType.NS || type == RecordType.SRV;
    if (!toHost || target.isRoot() && type != RecordType.NS) {
      return; // the root there says that there is no such service (RFC 2782, RFC 7505)
    }
    // The quote is not closed in what operators' scripts have matched so far.
    if (Names.isAddress(target)) {
      findings.warning(type + " record in zone '" + zone + ": content is an address " + target);
    } else if (!Names.isHost(target, metadata.allowsUnderscores())) {
      findings.warning(type + " record in zone '" + zone + ": non-hostname content " + target);
    }
  }

  private void doubled(Name name, CheckedRecord record) {
    if (Names.isDoubled(name, apex)) {
      findings.warning("'"
          + Names.shown(name)
          + "' in '"
          + record.brief()
          + "' ends with the name of the zone twice, is a last dot missing?");
    }
  }

  /** RFC 9460 §2.4.2: what an SVCB record in alias mode says besides is ignored. */
  private void service(CheckedRecord record) {
    if (record.isServiceBinding()
        && record.rdata().u16(0) == 0
        && record.rdata().length() > 2 + record.target().length()) {
      findings.warning(
          "'" + record.brief() + "' is in alias mode, its parameters will be ignored.");
    }
  }
}
