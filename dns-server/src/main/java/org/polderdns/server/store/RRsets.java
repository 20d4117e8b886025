package org.polderdns.server.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.file.ZoneFileReader;

/** Gathers the records of a master file into RRsets; the first record's TTL counts. */
public final class RRsets {
  private record Key(Name owner, RecordType type) {}

  private record Gathered(Name owner, long ttl, List<Octets> rdatas) {}

  private RRsets() {}

  /** All records up to the end, in the order of each set's first. The list may be changed. */
  public static List<RRset> of(ZoneFileReader reader) {
    Map<Key, Gathered> sets = new LinkedHashMap<>();
    while (reader.next()) {
      sets.computeIfAbsent(
              new Key(reader.owner(), reader.type()),
              key -> new Gathered(key.owner, reader.ttl(), new ArrayList<>()))
          .rdatas
          .add(reader.rdata());
    }
    List<RRset> rrsets = new ArrayList<>(sets.size());
    sets.forEach((key, set) -> rrsets.add(RRset.of(set.owner, key.type, set.ttl, set.rdatas)));
    return rrsets;
  }
}
