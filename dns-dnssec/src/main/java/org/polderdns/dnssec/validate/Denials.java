package org.polderdns.dnssec.validate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.wire.WireFormatException;

/** The authentic NSEC and NSEC3 records of an answer, by the zones that they are from. */
final class Denials {
  private final Map<Name, Proofs> zones = new HashMap<>();

  Denials(List<ZoneTrust.Checked> authority, int maxIterations, Work work) {
    Map<Name, List<SignedRRset>> found = new HashMap<>();
    for (ZoneTrust.Checked one : authority) {
      // One that a wildcard was expanded to would deny what it likes.
      if (one.signed().isDenial() && one.verdict().isSecure() && !one.isExpanded()) {
        found.computeIfAbsent(one.zone(), zone -> new ArrayList<>()).add(one.signed());
      }
    }
    found.forEach((zone, records) -> {
      try {
        zones.put(
            zone,
            Proofs.either(
                new NsecProofs(zone, ofType(records, RecordType.NSEC)),
                new Nsec3Proofs(zone, ofType(records, RecordType.NSEC3), maxIterations, work)));
      } catch (WireFormatException e) {
        // Signed, and no such records: they prove nothing.
      }
    });
  }

  private static List<SignedRRset> ofType(List<SignedRRset> records, RecordType type) {
    return records.stream().filter(one -> one.type() == type).toList();
  }

  /** The proofs of a zone. */
  Optional<Proofs> of(Name zone) {
    return Optional.ofNullable(zones.get(zone));
  }

  /** The lowest zone with proofs that is at or above a name. */
  Optional<Name> zoneOf(Name name) {
    for (int labels = name.labelCount(); labels >= 0; labels--) {
      Name zone = name.suffix(labels);
      if (zones.containsKey(zone)) {
        return Optional.of(zone);
      }
    }
    return Optional.empty();
  }
}
