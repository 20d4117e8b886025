package org.polderdns.dnssec.zone;

import java.time.Duration;
import java.util.List;
import org.polderdns.dnssec.key.DigestType;
import org.polderdns.dnssec.sign.SignatureWindow;

/**
 * How a zone is signed.
 *
 * @param window of the signatures
 * @param jitter signatures expire earlier by up to this, each by its own part of it, so that they
 *     are not all due at once; zero for none
 * @param cds whether there are CDS records
 * @param digests those of the CDS records
 * @param cdnskey whether there are CDNSKEY records
 * @param storedKeys whether DNSKEY, CDS and CDNSKEY records in the zone's data are kept beside those
 *     made of the keys; if not they are left out
 * @param storedKeySignatures whether RRSIG records in the zone's data that cover DNSKEY are taken in
 *     place of those that would be made
 * @param zonemd whether a ZONEMD record will be added afterwards, see {@link ZoneDigest}
 */
public record SigningOptions(
    DenialParameters denial,
    SignatureWindow window,
    Duration jitter,
    ParentSignal cds,
    List<DigestType> digests,
    ParentSignal cdnskey,
    boolean storedKeys,
    boolean storedKeySignatures,
    boolean zonemd) {

  /** NSEC or NSEC3 and a window; nothing else. */
  public static SigningOptions of(DenialParameters denial, SignatureWindow window) {
    return new SigningOptions(
        denial,
        window,
        Duration.ZERO,
        ParentSignal.NONE,
        List.of(),
        ParentSignal.NONE,
        false,
        false,
        false);
  }

  public SigningOptions withJitter(Duration value) {
    return new SigningOptions(
        denial, window, value, cds, digests, cdnskey, storedKeys, storedKeySignatures, zonemd);
  }

  public SigningOptions withCds(ParentSignal signal, List<DigestType> types) {
    return new SigningOptions(
        denial, window, jitter, signal, types, cdnskey, storedKeys, storedKeySignatures, zonemd);
  }

  public SigningOptions withCdnskey(ParentSignal signal) {
    return new SigningOptions(
        denial, window, jitter, cds, digests, signal, storedKeys, storedKeySignatures, zonemd);
  }

  public SigningOptions withStoredKeys() {
    return new SigningOptions(
        denial, window, jitter, cds, digests, cdnskey, true, storedKeySignatures, zonemd);
  }

  public SigningOptions withStoredKeySignatures() {
    return new SigningOptions(
        denial, window, jitter, cds, digests, cdnskey, storedKeys, true, zonemd);
  }

  public SigningOptions withZonemd() {
    return new SigningOptions(
        denial, window, jitter, cds, digests, cdnskey, storedKeys, storedKeySignatures, true);
  }
}
