package org.polderdns.server.cli;

import java.util.List;
import java.util.Optional;
import org.polderdns.dnssec.zone.ZoneDigest;
import org.polderdns.records.RRset;
import org.polderdns.records.rr.Zonemd;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneNode;

/** Which ZONEMD records a zone is to have (RFC 8976). */
final class ZoneDigests {
  /** The metadata that name the hash algorithms by their numbers; PowerDNS keeps them unread. */
  static final String KIND = "X-ZONEMD";

  private static final List<Integer> KNOWN = List.of(ZoneDigest.SHA384, ZoneDigest.SHA512);

  private ZoneDigests() {}

  /**
   * The hash algorithms of the digests that the zone wants: those of the metadata, else those of the
   * records it has. None if it has neither.
   *
   * @throws CommandException if the metadata name another
   */
  static List<Integer> wanted(Name apex, List<RRset> data, List<String> metadata) {
    if (!metadata.isEmpty()) {
      return metadata.stream()
          .flatMap(value -> List.of(value.split("[,\\s]+")).stream())
          .map(ZoneDigests::hash)
          .distinct()
          .toList();
    }
    Optional<RRset> stored = data.stream()
        .filter(rrset -> rrset.type() == RecordType.ZONEMD && rrset.owner().equals(apex))
        .findFirst();
    List<Integer> hashes = stored.map(RRset::rdatas).orElse(List.of()).stream()
        .map(rdata -> Zonemd.FORMAT.read(rdata).hashAlgorithm())
        .filter(KNOWN::contains)
        .distinct()
        .toList();
    return stored.isPresent() && hashes.isEmpty() ? List.of(ZoneDigest.SHA384) : hashes;
  }

  private static int hash(String number) {
    return KNOWN.stream()
        .filter(hash -> number.equals(hash.toString()))
        .findFirst()
        .orElseThrow(() -> new CommandException(
            "Error: metadata " + KIND + ": expected 1 or 2, found '" + number + "'"));
  }

  /** The ZONEMD RRset of a zone as it is. */
  static RRset zonemd(Name apex, List<? extends ZoneNode> nodes, List<Integer> hashes) {
    List<RRset> single =
        hashes.stream().map(hash -> ZoneDigest.zonemd(apex, nodes, hash)).toList();
    List<Octets> rdatas =
        single.stream().flatMap(rrset -> rrset.rdatas().stream()).toList();
    return RRset.of(apex, RecordType.ZONEMD, single.get(0).ttl(), rdatas);
  }
}
