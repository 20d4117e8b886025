package org.polderdns.dnssec.online;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.polderdns.dnssec.key.SigningAlgorithm;
import org.polderdns.dnssec.key.ZoneKey;
import org.polderdns.dnssec.key.ZoneKeys;
import org.polderdns.dnssec.sign.SignatureWindow;
import org.polderdns.dnssec.zone.DenialParameters;
import org.polderdns.dnssec.zone.SigningOptions;
import org.polderdns.dnssec.zone.ZoneSigner;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.change.Serial;
import org.polderdns.zone.change.SoaEdit;

/**
 * How a zone is signed by what is stored of it: its keys, and the metadata {@code NSEC3PARAM},
 * {@code NSEC3NARROW}, {@value #COMPACT_DENIAL}, {@code PRESIGNED}, {@code PUBLISH-CDS}, {@code
 * PUBLISH-CDNSKEY} and {@code SOA-EDIT}. Kinds of metadata are in upper case.
 *
 * <pre>{@code
 * Optional<ZoneSigning> signing = ZoneSigning.of(apex, keys, metadata, defaults, clock);
 * signing.ifPresent(how -> how.newZoneSigner().sign(nodes, executor, threads, sink));
 * }</pre>
 *
 * <p>Immutable but for the time, which the clock tells whenever it is asked for; safe for all
 * threads. To make one takes about as long as a signature: keep it as long as the rows are the same.
 */
public final class ZoneSigning {
  /**
   * The metadata that chooses compact denial (RFC 9824) when it is {@code 1}, whatever {@code
   * NSEC3PARAM} says. PowerDNS does not know it and keeps it: there such a zone has a chain.
   */
  public static final String COMPACT_DENIAL = "X-COMPACT-DENIAL";

  private final Name apex;
  private final ZoneKeys keys;
  private final DenialParameters denial;
  private final DenialMode mode;
  private final SoaEdit soaEdit;
  private final PublishedKeys published;
  private final SigningDefaults defaults;
  private final Clock clock;
  private final List<String> notices;

  private ZoneSigning(
      Name apex,
      ZoneKeys keys,
      SigningRows rows,
      Map<String, List<String>> metadata,
      SigningDefaults defaults,
      Clock clock) {
    this.apex = apex;
    this.keys = keys;
    this.denial = rows.denial();
    this.mode = rows.mode();
    this.soaEdit = soaEdit(metadata, defaults, true);
    this.published = rows.published();
    this.defaults = defaults;
    this.clock = clock;
    this.notices = rows.notices();
    if (denial.isHashed()) {
      refuseAlgorithm5();
    }
  }

  /**
   * Reads what is stored. Empty if the zone is not signed here: no key is active, or it is signed
   * elsewhere ({@link #isPresigned}).
   *
   * @throws ZoneSigningException if a key that is active or published cannot be read, or the
   *     metadata {@code NSEC3PARAM} cannot or does not go with a key's algorithm
   */
  public static Optional<ZoneSigning> of(
      Name apex,
      List<KeyRow> keys,
      Map<String, List<String>> metadata,
      SigningDefaults defaults,
      Clock clock) {
    if (isPresigned(metadata) || keys.stream().noneMatch(KeyRow::active)) {
      return Optional.empty();
    }
    SigningRows rows = new SigningRows(apex, metadata, defaults);
    ZoneKeys zoneKeys = ZoneKeys.at(clock.instant(), rows.keys(keys));
    return Optional.of(new ZoneSigning(apex, zoneKeys, rows, metadata, defaults, clock));
  }

  /** Whether the metadata say that the signatures of the zone are stored with it. */
  public static boolean isPresigned(Map<String, List<String>> metadata) {
    return metadata.getOrDefault("PRESIGNED", List.of()).contains("1");
  }

  /**
   * The rule by which the serial of a zone is shown, which unsigned zones may have too.
   *
   * @param signed whether it is signed here
   */
  public static SoaEdit soaEdit(
      Map<String, List<String>> metadata, SigningDefaults defaults, boolean signed) {
    if (isPresigned(metadata)) {
      return SoaEdit.NONE; // the signature is over the stored serial
    }
    String text = SigningRows.first(metadata, "SOA-EDIT").orElse("");
    if (text.isEmpty() && signed) {
      text = defaults.soaEditSigned();
    }
    return SoaEdit.of(text.isEmpty() ? defaults.soaEdit() : text);
  }

  private void refuseAlgorithm5() {
    for (ZoneKey key : keys.all()) {
      if (keys.isActive(key) && key.key().algorithm() == SigningAlgorithm.RSASHA1) {
        throw new ZoneSigningException(
            "key " + key.id() + ": NSEC3 does not go with algorithm 5, RSASHA1");
      }
    }
  }

  public Name apex() {
    return apex;
  }

  /** The keys, those that can be read. */
  public ZoneKeys keys() {
    return keys;
  }

  /** NSEC or NSEC3; of the chain that the zone has, or would have if the mode were that. */
  public DenialParameters denial() {
    return denial;
  }

  public DenialMode mode() {
    return mode;
  }

  /** How the zone is signed now; the window changes with the weeks. */
  public SigningOptions options() {
    SigningOptions options = SigningOptions.of(denial, window())
        .withCds(published.cds(), published.digests())
        .withCdnskey(published.cdnskey());
    if (defaults.storedKeys()) {
      options = options.withStoredKeys();
    }
    return defaults.storedKeySignatures() ? options.withStoredKeySignatures() : options;
  }

  /** The window of signatures made now. */
  public SignatureWindow window() {
    return SignatureWindow.weekly(clock, defaults.extension());
  }

  /** The serial that is shown now while another is stored. */
  public long serial(long stored) {
    return soaEdit.served(stored, clock, defaults.soaEditDelay(apex));
  }

  /** The SOA as it is shown now; itself if its serial stays as it is. */
  public RRset shown(RRset soa) {
    long stored = Serial.of(soa);
    long shown = serial(stored);
    return shown == stored ? soa : Serial.with(soa, shown);
  }

  /** Signs the zone as a whole, as of now; the serial is not its business. */
  public ZoneSigner newZoneSigner() {
    return ZoneSigner.of(apex, keys, options());
  }

  /** What the operator should know, a line each: what is stored and does not count. */
  public List<String> notices() {
    return notices;
  }

  /** The active keys that sign an RRset of a type at the apex. */
  List<ZoneKey> signersOf(RecordType type) {
    return keys.signersOf(type);
  }
}
