package org.polderdns.dnssec.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.polderdns.dnssec.validate.Walk.DATA_TTL;
import static org.polderdns.dnssec.validate.Walk.DNSKEY_TTL;
import static org.polderdns.dnssec.validate.Walk.DS_TTL;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.polderdns.dnssec.key.KeyState;
import org.polderdns.dnssec.key.SigningAlgorithm;
import org.polderdns.dnssec.key.ZoneKey;
import org.polderdns.dnssec.zone.ParentSignal;

/**
 * Rollovers by hand (RFC 6781 §4.1, RFC 7344, RFC 8078): with every wait no resolver finds anything
 * bogus, whatever it has in its cache at whatever moment; with any one of them a second shorter some do.
 */
class RolloverTest {
  private final ZoneKey ksk = TestZones.key(1, SigningAlgorithm.ED25519, 257);
  private final ZoneKey zsk = TestZones.key(2, SigningAlgorithm.ED25519, 256);
  private final ZoneKey newKsk = TestZones.key(3, SigningAlgorithm.ED25519, 257);
  private final ZoneKey newZsk = TestZones.key(4, SigningAlgorithm.ED25519, 256);

  /** The wait, by a second too short if it is the one to be cut. */
  private static Duration unless(int cut, int number, Duration wait) {
    return cut == number ? wait.minusSeconds(1) : wait;
  }

  private Walk zskPrePublish(int cut) {
    return Walk.from(ksk, zsk)
        .key(newZsk, KeyState.SHOWN)
        .publish()
        .pause(unless(cut, 1, DNSKEY_TTL))
        .key(newZsk, KeyState.IN_USE)
        .key(zsk, KeyState.SHOWN)
        .publish()
        .pause(unless(cut, 2, DATA_TTL))
        .key(zsk, KeyState.STORED)
        .publish()
        .pause(Duration.ofDays(1));
  }

  private Walk kskDoubleSignature(int cut) {
    return Walk.from(ksk, zsk)
        .key(newKsk, KeyState.IN_USE)
        .publish()
        .pause(unless(cut, 1, DNSKEY_TTL))
        .parentHas(newKsk)
        .pause(unless(cut, 2, DS_TTL))
        .key(ksk, KeyState.STORED)
        .publish()
        .pause(Duration.ofDays(1));
  }

  /** The DS of both keys stand at the parent for a while, so that the DNSKEY RRset may change. */
  private Walk kskByCds(int cut) {
    return Walk.from(ksk, zsk)
        .key(newKsk, KeyState.SHOWN)
        .signal(ParentSignal.KEYS)
        .publish()
        .parentLooks()
        .pause(unless(cut, 1, DS_TTL))
        .key(newKsk, KeyState.IN_USE)
        .key(ksk, KeyState.SHOWN)
        .publish()
        .pause(unless(cut, 2, DNSKEY_TTL))
        .key(ksk, KeyState.STORED)
        .publish()
        .parentLooks()
        .pause(DS_TTL)
        .signal(ParentSignal.NONE)
        .publish()
        .pause(Duration.ofDays(1));
  }

  /** RFC 6781 §4.1.4; the state in between is that of keys which sign and are not shown. */
  private static Walk algorithm(int cut) {
    ZoneKey oldKsk = TestZones.key(1, SigningAlgorithm.ED25519, 257);
    ZoneKey oldZsk = TestZones.key(2, SigningAlgorithm.ED25519, 256);
    ZoneKey nextKsk = TestZones.key(3, SigningAlgorithm.ECDSAP256SHA256, 257);
    ZoneKey nextZsk = TestZones.key(4, SigningAlgorithm.ECDSAP256SHA256, 256);
    return Walk.strictFrom(oldKsk, oldZsk)
        .key(nextKsk, KeyState.HIDDEN)
        .key(nextZsk, KeyState.HIDDEN)
        .publish()
        .pause(unless(cut, 1, DATA_TTL))
        .key(nextKsk, KeyState.IN_USE)
        .key(nextZsk, KeyState.IN_USE)
        .publish()
        .pause(unless(cut, 2, DNSKEY_TTL))
        .parentHas(nextKsk)
        .pause(unless(cut, 3, DS_TTL))
        .key(oldKsk, KeyState.HIDDEN)
        .key(oldZsk, KeyState.HIDDEN)
        .publish()
        .pause(unless(cut, 4, DNSKEY_TTL))
        .key(oldKsk, KeyState.STORED)
        .key(oldZsk, KeyState.STORED)
        .publish()
        .pause(Duration.ofDays(1));
  }

  private Walk insecure(int cut) {
    return Walk.from(ksk, zsk)
        .parentHas()
        .pause(unless(cut, 1, DS_TTL))
        .key(ksk, KeyState.STORED)
        .key(zsk, KeyState.STORED)
        .publish()
        .pause(Duration.ofDays(1));
  }

  private Walk insecureByCds(int cut) {
    return Walk.from(ksk, zsk)
        .signal(ParentSignal.DELETE)
        .publish()
        .parentLooks()
        .pause(unless(cut, 1, DS_TTL))
        .key(ksk, KeyState.STORED)
        .key(zsk, KeyState.STORED)
        .publish()
        .pause(Duration.ofDays(1));
  }

  @Test
  void zskPrePublishIsNeverBogus() {
    assertThat(zskPrePublish(0).bogus()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void zskPrePublishNeedsEachWait(int cut) {
    assertThat(zskPrePublish(cut).bogus()).isNotEmpty();
  }

  @Test
  void kskDoubleSignatureIsNeverBogus() {
    assertThat(kskDoubleSignature(0).bogus()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void kskDoubleSignatureNeedsEachWait(int cut) {
    assertThat(kskDoubleSignature(cut).bogus()).isNotEmpty();
  }

  @Test
  void kskByCdsIsNeverBogus() {
    assertThat(kskByCds(0).bogus()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void kskByCdsNeedsEachWait(int cut) {
    assertThat(kskByCds(cut).bogus()).isNotEmpty();
  }

  @Test
  void algorithmRolloverIsNeverBogus() {
    assertThat(algorithm(0).bogus()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void algorithmRolloverNeedsEachWait(int cut) {
    assertThat(algorithm(cut).bogus()).isNotEmpty();
  }

  @Test
  void goingInsecureIsNeverBogus() {
    assertThat(insecure(0).bogus()).isEmpty();
    assertThat(insecureByCds(0).bogus()).isEmpty();
  }

  @Test
  void goingInsecureNeedsItsWait() {
    assertThat(insecure(1).bogus()).isNotEmpty();
    assertThat(insecureByCds(1).bogus()).isNotEmpty();
  }
}
