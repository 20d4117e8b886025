package org.polderdns.backend;

import java.util.List;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/**
 * What a store has at one owner name: the RRsets that are enabled and can be read, one of each
 * type. Without any, the store holds the name as an empty non-terminal.
 *
 * @param broken types of which a record cannot be read; their RRsets are not in {@code rrsets}, and
 *     a question for one gets SERVFAIL while the others are answered
 */
public record StoredNode(Name owner, List<RRset> rrsets, List<RecordType> broken) {
  public StoredNode {
    rrsets = List.copyOf(rrsets);
    broken = List.copyOf(broken);
  }

  /** A node that can be read whole. */
  public static StoredNode of(Name owner, List<RRset> rrsets) {
    return new StoredNode(owner, rrsets, List.of());
  }
}
