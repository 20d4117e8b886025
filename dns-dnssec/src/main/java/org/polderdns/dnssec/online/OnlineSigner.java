package org.polderdns.dnssec.online;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polderdns.dnssec.sign.SignatureWindow;
import org.polderdns.dnssec.zone.MadeRecords;
import org.polderdns.dnssec.zone.RRsetSignatures;
import org.polderdns.dnssec.zone.SigningOptions;
import org.polderdns.records.RRset;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.ZoneView;
import org.polderdns.zone.change.Serial;

/**
 * Signs one zone answer by answer: what is common to all views of it while its keys and metadata
 * stay the same.
 *
 * <pre>{@code
 * OnlineSigner signer = OnlineSigner.of(signing, cache);  // once
 * ZoneView zone = signer.view(unsigned);                  // for each unsigned view
 * }</pre>
 *
 * <p>Safe for all threads.
 */
public final class OnlineSigner {
  /** The signatures of a week. */
  private record Week(SignatureWindow window, RRsetSignatures signatures) {}

  /**
   * The apex as it is shown for some stored records and serial.
   *
   * @param made nothing if there is no SOA
   */
  record Apex(List<RRset> stored, long serial, List<RRset> data, Optional<MadeRecords> made) {}

  /**
   * What was made of a link of the chain by this signer.
   *
   * @param window in which its signatures are valid
   */
  record Link(OnlineSigner signer, SignatureWindow window, ZoneNode nsec3) {}

  private final ZoneSigning signing;
  private final SigningOptions options;
  private final SignatureCache cache;
  private final ViewOrder order;
  private volatile Week week;
  private volatile @Nullable Apex lastApex;

  private OnlineSigner(ZoneSigning signing, SignatureCache cache) {
    this.signing = signing;
    this.options = signing.options();
    this.cache = cache;
    this.order = new ViewOrder(signing.apex(), signing.denial());
    this.week = new Week(
        options.window(), RRsetSignatures.of(signing.apex(), signing.keys(), options, cache::over));
    cache.beginWeek(options.window().inception());
  }

  /** Signs as the zone's keys and metadata say. */
  public static OnlineSigner of(ZoneSigning signing, SignatureCache cache) {
    return new OnlineSigner(signing, cache);
  }

  /** An unsigned view of the zone as a signed one, for as many threads as that. */
  public SignedView view(ZoneView unsigned) {
    return new SignedView(unsigned, this);
  }

  public ZoneSigning signing() {
    return signing;
  }

  /** The signatures over an RRset, made now or found. */
  RRset signatures(RRset rrset) {
    SignatureWindow window = signing.window();
    Week now = week;
    if (!now.window.equals(window)) {
      SigningOptions next = signing.options();
      now = new Week(next.window(), now.signatures.with(next));
      week = now;
      cache.beginWeek(window.inception());
    }
    return now.signatures.over(rrset);
  }

  /** The signatures over the keys that are stored at the apex, if they are to be served. */
  Optional<RRset> storedOverKeys(ZoneNode apex) {
    return RRsetSignatures.storedOverKeys(apex.rrsets(), options);
  }

  /** Whether this signer made it, in this week. */
  boolean isCurrent(Link link) {
    return link.signer == this && link.window.equals(signing.window());
  }

  /** The order of names. */
  ViewOrder order() {
    return order;
  }

  Apex apex(ZoneNode node) {
    List<RRset> stored = node.rrsets();
    Optional<RRset> soa = node.rrset(RecordType.SOA);
    @Nullable RRset shown = soa.isEmpty() ? null : signing.shown(soa.get());
    long serial = shown == null ? 0 : Serial.of(shown);
    @Nullable Apex last = lastApex;
    if (last != null && last.serial == serial && areSame(last.stored, stored)) {
      return last;
    }
    List<RRset> data = data(stored, true);
    Apex apex;
    if (shown == null) {
      apex = new Apex(List.copyOf(stored), serial, data, Optional.empty());
    } else {
      data.replaceAll(rrset -> rrset.type() == RecordType.SOA ? shown : rrset);
      MadeRecords made = MadeRecords.of(signing.apex(), signing.keys(), options, shown);
      apex = new Apex(List.copyOf(stored), serial, made.apex(data), Optional.of(made));
    }
    lastApex = apex;
    return apex;
  }

  /** What of a node's RRsets is data. */
  static List<RRset> data(List<RRset> all, boolean atApex) {
    List<RRset> data = new ArrayList<>(all.size() + 3);
    for (int i = 0; i < all.size(); i++) {
      if (!MadeRecords.isMade(all.get(i).type(), atApex)) {
        data.add(all.get(i));
      }
    }
    return data;
  }

  private static boolean areSame(List<RRset> a, List<RRset> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (!a.get(i).equals(b.get(i))) {
        return false;
      }
    }
    return true;
  }
}
