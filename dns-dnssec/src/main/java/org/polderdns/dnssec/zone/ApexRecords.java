package org.polderdns.dnssec.zone;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.polderdns.dnssec.key.ZoneKeys;
import org.polderdns.records.RRset;
import org.polderdns.records.rr.Cdnskey;
import org.polderdns.records.rr.Cds;
import org.polderdns.records.rr.Nsec3Param;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** The RRsets of a signed zone's apex: its data, and what tells of keys and denial. */
final class ApexRecords {
  private final Name apex;
  private final ZoneKeys keys;
  private final SigningOptions options;
  private final long ttl; // of what is made of the keys: the SOA's minimum

  ApexRecords(Name apex, ZoneKeys keys, SigningOptions options, long ttl) {
    this.apex = apex;
    this.keys = keys;
    this.options = options;
    this.ttl = ttl;
  }

  List<RRset> of(List<RRset> data) {
    List<RRset> all = new ArrayList<>();
    for (RRset rrset : data) {
      if (!isOfKeys(rrset.type())) {
        all.add(rrset);
      }
    }
    add(all, data, RecordType.DNSKEY, keys.dnskeys(apex, ttl));
    add(all, data, RecordType.CDS, cds());
    add(all, data, RecordType.CDNSKEY, cdnskeys());
    if (options.denial().isHashed()) {
      all.add(RRset.of(apex, ttl, Nsec3Param.FORMAT.rdata(options.denial().nsec3Param())));
    }
    return all;
  }

  private static boolean isOfKeys(RecordType type) {
    return type == RecordType.DNSKEY || type == RecordType.CDS || type == RecordType.CDNSKEY;
  }

  private void add(List<RRset> all, List<RRset> data, RecordType type, Optional<RRset> made) {
    Optional<RRset> stored = options.storedKeys()
        ? data.stream().filter(rrset -> rrset.type() == type).findFirst()
        : Optional.empty();
    if (made.isEmpty() || stored.isEmpty()) {
      made.or(() -> stored).ifPresent(all::add);
      return;
    }
    Set<Octets> rdatas = new LinkedHashSet<>(made.get().rdatas());
    rdatas.addAll(stored.get().rdatas());
    all.add(RRset.of(apex, type, ttl, rdatas));
  }

  private Optional<RRset> cds() {
    return switch (options.cds()) {
      case NONE -> Optional.empty();
      case KEYS -> keys.cds(apex, ttl, options.digests());
      case DELETE ->
        Optional.of(
            RRset.of(apex, RecordType.CDS, ttl, List.of(Cds.FORMAT.write(ZoneKeys.DELETE_CDS))));
    };
  }

  private Optional<RRset> cdnskeys() {
    return switch (options.cdnskey()) {
      case NONE -> Optional.empty();
      case KEYS -> keys.cdnskeys(apex, ttl);
      case DELETE ->
        Optional.of(RRset.of(
            apex, RecordType.CDNSKEY, ttl, List.of(Cdnskey.FORMAT.write(ZoneKeys.DELETE_CDNSKEY))));
    };
  }
}
