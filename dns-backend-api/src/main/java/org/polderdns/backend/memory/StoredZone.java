package org.polderdns.backend.memory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.polderdns.backend.Comment;
import org.polderdns.backend.StoredKey;
import org.polderdns.backend.StoredNode;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.wire.RecordType;

/** One version of a zone; nothing of it is changed once it is published. */
record StoredZone(
    ZoneInfo info,
    Contents contents,
    Map<String, List<String>> metadata,
    List<StoredKey> keys,
    List<Comment> comments) {
  static StoredZone empty(ZoneInfo info) {
    return new StoredZone(info, new Contents(info.apex()), Map.of(), List.of(), List.of());
  }

  StoredZone withInfo(ZoneInfo newInfo) {
    return new StoredZone(newInfo, contents, metadata, keys, comments);
  }

  StoredZone withContents(Contents newContents) {
    return new StoredZone(info, newContents, metadata, keys, comments);
  }

  StoredZone withKeys(List<StoredKey> newKeys) {
    return new StoredZone(info, contents, metadata, List.copyOf(newKeys), comments);
  }

  StoredZone withComments(List<Comment> newComments) {
    return new StoredZone(info, contents, metadata, keys, List.copyOf(newComments));
  }

  StoredZone withMetadata(String kind, List<String> values) {
    Map<String, List<String>> all = new TreeMap<>(metadata);
    String key = kind.toUpperCase(Locale.ROOT);
    if (values.isEmpty()) {
      all.remove(key);
    } else {
      all.put(key, Collections.unmodifiableList(new ArrayList<>(values)));
    }
    return new StoredZone(info, contents, Collections.unmodifiableMap(all), keys, comments);
  }

  List<String> metadata(String kind) {
    return metadata.getOrDefault(kind.toUpperCase(Locale.ROOT), List.of());
  }

  boolean isServed() {
    StoredNode apexNode = contents.get(info.apex());
    return apexNode != null
        && apexNode.rrsets().stream().anyMatch(set -> set.type() == RecordType.SOA);
  }
}
