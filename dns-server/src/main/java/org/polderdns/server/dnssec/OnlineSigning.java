package org.polderdns.server.dnssec;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.Backend;
import org.polderdns.backend.BackendSet;
import org.polderdns.backend.KeyListing;
import org.polderdns.backend.ServedZone;
import org.polderdns.backend.StoredKey;
import org.polderdns.backend.StoredZoneView;
import org.polderdns.dnssec.online.OnlineSigner;
import org.polderdns.dnssec.online.SerialView;
import org.polderdns.dnssec.online.SignatureCache;
import org.polderdns.dnssec.online.SigningDefaults;
import org.polderdns.dnssec.online.UnsignableView;
import org.polderdns.dnssec.online.ZoneSigning;
import org.polderdns.dnssec.online.ZoneSigningException;
import org.polderdns.wire.Name;
import org.polderdns.zone.ZoneView;
import org.polderdns.zone.change.SoaEdit;

/**
 * Shows zones of stores as their keys and metadata want them: signed, or with the serial of SOA-EDIT.
 * What is made of keys is kept until the rows differ. For any number of threads.
 */
public final class OnlineSigning {
  private static final System.Logger LOG = System.getLogger(OnlineSigning.class.getName());

  /** Zones of which a signer is kept; of more all are made anew. */
  private static final int MOST_ZONES = 1_000_000;

  private record Key(Backend backend, Name apex) {}

  /**
   * What was made of the rows of a zone that has keys in use.
   *
   * @param signer null if it cannot be signed
   * @param failure why; null if it can
   */
  private record Kept(
      List<StoredKey> keys,
      Map<String, List<String>> metadata,
      @Nullable OnlineSigner signer,
      @Nullable ZoneSigningException failure) {}

  private final BackendSet stores;
  private final SigningDefaults defaults;
  private final SignatureCache signatures;
  private final Clock clock;
  private final StoredPresigned presigned;
  private final Map<Key, Kept> kept = new ConcurrentHashMap<>();

  /**
   * @param watch is shown the zones that were signed elsewhere
   */
  public OnlineSigning(
      BackendSet stores,
      SigningDefaults defaults,
      SignatureCache signatures,
      PresignedZones watch,
      Clock clock) {
    this.stores = stores;
    this.defaults = defaults;
    this.signatures = signatures;
    this.presigned = new StoredPresigned(watch, clock);
    this.clock = clock;
  }

  /** What has been counted, by name. */
  public Map<String, Long> statistics() {
    return Map.of("signatures", signatures.made(), "signature-cache-size", signatures.size());
  }

  /**
   * A zone as it is to be served: another view if it was seen by look-ups in its store and is to be
   * signed or to show another serial, or was signed elsewhere; else the same one.
   *
   * @throws org.polderdns.backend.StoreException if its keys or metadata cannot be read
   */
  public Optional<ZoneView> serve(Optional<ZoneView> found) {
    if (found.isEmpty() || !(found.get() instanceof StoredZoneView view)) {
      return found;
    }
    ServedZone zone = view.served();
    Map<String, List<String>> metadata = StoredSigning.byUpperKind(stores.metadata(zone));
    if (ZoneSigning.isPresigned(metadata)) {
      return Optional.of(presigned.serve(zone, metadata, view));
    }
    List<StoredKey> keys = keys(zone);
    if (isSigned(keys)) {
      return Optional.of(signed(zone, keys, metadata, view));
    }
    SoaEdit edit = ZoneSigning.soaEdit(metadata, defaults, false);
    return edit == SoaEdit.NONE
        ? found
        : Optional.of(new SerialView(view, edit, clock, defaults.soaEditDelay(view.apex())));
  }

  /**
   * Whether {@link #serve} shows a zone as it is.
   *
   * @param keys those that are used; empty if they are not known
   */
  public boolean isPlain(Map<String, List<String>> metadata, Optional<List<StoredKey>> keys) {
    Map<String, List<String>> byKind = StoredSigning.byUpperKind(metadata);
    return ZoneSigning.soaEdit(byKind, defaults, false) == SoaEdit.NONE
        && (ZoneSigning.isPresigned(byKind) || keys.isPresent() && !isSigned(keys.get()));
  }

  private List<StoredKey> keys(ServedZone zone) {
    boolean used =
        zone.backend().capability(KeyListing.class).filter(KeyListing::areUsed).isPresent();
    return used ? stores.keys(zone) : List.of();
  }

  private static boolean isSigned(List<StoredKey> keys) {
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i).active()) {
        return true;
      }
    }
    return false;
  }

  private ZoneView signed(
      ServedZone zone,
      List<StoredKey> keys,
      Map<String, List<String>> metadata,
      ZoneView unsigned) {
    Key key = new Key(zone.backend(), zone.info().apex());
    @Nullable Kept found = kept.get(key);
    if (found == null || !found.keys.equals(keys) || !found.metadata.equals(metadata)) {
      if (kept.size() >= MOST_ZONES) {
        kept.clear();
      }
      found = make(zone.info().apex(), keys, metadata);
      kept.put(key, found);
    }
    OnlineSigner signer = found.signer;
    ZoneSigningException failure = found.failure;
    if (signer != null) {
      return signer.view(unsigned);
    }
    return failure == null ? unsigned : new UnsignableView(unsigned, failure);
  }

  private Kept make(Name apex, List<StoredKey> keys, Map<String, List<String>> metadata) {
    try {
      ZoneSigning signing =
          StoredSigning.of(apex, keys, metadata, defaults, clock).orElseThrow();
      signing.notices().forEach(notice -> LOG.log(System.Logger.Level.WARNING, notice));
      return new Kept(keys, metadata, OnlineSigner.of(signing, signatures), null);
    } catch (ZoneSigningException e) {
      LOG.log(
          System.Logger.Level.ERROR,
          "zone=" + apex + " event=cannot-be-signed reason=\"" + e.getMessage() + '"');
      return new Kept(keys, metadata, null, e);
    }
  }
}
