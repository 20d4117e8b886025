package org.polderdns.zone.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/** All records of a zone that could be read, by owner. */
final class ZoneIndex {
  private final List<CheckedRecord> records = new ArrayList<>();
  private final Map<Name, Set<RecordType>> types = new HashMap<>();

  void add(CheckedRecord record) {
    records.add(record);
    types.computeIfAbsent(record.owner(), owner -> new HashSet<>(4)).add(record.type());
  }

  /** In the order in which they were given. */
  List<CheckedRecord> records() {
    return records;
  }

  boolean has(Name owner, RecordType type) {
    return types.getOrDefault(owner, Set.of()).contains(type);
  }

  boolean hasAddress(Name owner) {
    return has(owner, RecordType.A) || has(owner, RecordType.AAAA);
  }
}
