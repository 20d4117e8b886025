package org.polderdns.dnssec.validate;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/**
 * The zones whose keys are known by other means, by a DS or a DNSKEY RRset each (RFC 4033 §2).
 * Immutable.
 */
public final class TrustAnchors {
  public static final TrustAnchors NONE = new TrustAnchors(Map.of());

  private final Map<Name, RRset> anchors;

  private TrustAnchors(Map<Name, RRset> anchors) {
    this.anchors = anchors;
  }

  /** As {@link #with} of no others. */
  public static TrustAnchors of(RRset anchor) {
    return NONE.with(anchor);
  }

  /**
   * These and one more, in place of any other of its owner.
   *
   * @param anchor of type DS or DNSKEY
   */
  public TrustAnchors with(RRset anchor) {
    if (anchor.type() != RecordType.DS && anchor.type() != RecordType.DNSKEY) {
      throw new IllegalArgumentException("a trust anchor of type " + anchor.type());
    }
    Map<Name, RRset> more = new HashMap<>(anchors);
    more.put(anchor.owner(), anchor);
    return new TrustAnchors(Map.copyOf(more));
  }

  /** The closest one at or above a name. */
  Optional<RRset> closest(Name name) {
    for (int labels = name.labelCount(); labels >= 0; labels--) {
      RRset found = anchors.get(name.suffix(labels));
      if (found != null) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }
}
