package org.polderdns.dnssec.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.polderdns.records.RRset;
import org.polderdns.records.rr.Cdnskey;
import org.polderdns.records.rr.Cds;
import org.polderdns.records.rr.Ds;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

class ZoneKeysTest {
  private static final Name APEX = Name.parse("example.");
  private static final Instant NOW = Instant.parse("2026-11-21T18:00:00Z");

  private long ids;

  private ZoneKey key(SigningAlgorithm algorithm, int flags, KeyState state) {
    return new ZoneKey(
        ++ids,
        SigningKey.generate(algorithm, algorithm.minBits(), new SecureRandom()),
        flags,
        KeyLife.always(state));
  }

  private ZoneKey key(int flags, KeyState state) {
    return key(SigningAlgorithm.ED25519, flags, state);
  }

  private static List<Long> signers(ZoneKeys keys, RecordType type) {
    return keys.signersOf(type).stream().map(ZoneKey::id).toList();
  }

  @Test
  void loneKeySignsEverythingWhateverItsFlags() {
    for (int flags : new int[] {256, 257}) {
      ids = 0;
      ZoneKeys keys = ZoneKeys.at(NOW, List.of(key(flags, KeyState.IN_USE)));
      assertThat(keys.role(keys.all().get(0))).isEqualTo(KeyRole.CSK);
      assertThat(signers(keys, RecordType.DNSKEY)).containsExactly(1L);
      assertThat(signers(keys, RecordType.A)).containsExactly(1L);
    }
  }

  @Test
  void bothKindsShareTheWork() {
    ZoneKeys keys = ZoneKeys.at(
        NOW,
        List.of(key(257, KeyState.IN_USE), key(256, KeyState.IN_USE), key(256, KeyState.SHOWN)));
    assertThat(signers(keys, RecordType.DNSKEY)).containsExactly(1L);
    assertThat(signers(keys, RecordType.CDS)).containsExactly(1L);
    assertThat(signers(keys, RecordType.SOA)).containsExactly(2L);
    assertThat(keys.dnskeys(APEX, 60).orElseThrow().size()).isEqualTo(3);
  }

  @Test
  void kindsAreToldApartAmongActiveKeysOfOneAlgorithm() {
    ZoneKeys keys = ZoneKeys.at(
        NOW,
        List.of(
            key(257, KeyState.IN_USE),
            key(256, KeyState.SHOWN), // not active: key 1 has to do all
            key(SigningAlgorithm.ECDSAP256SHA256, 256, KeyState.HIDDEN)));
    assertThat(signers(keys, RecordType.DNSKEY)).containsExactly(1L, 3L);
    assertThat(signers(keys, RecordType.A)).containsExactly(1L, 3L);
    assertThat(keys.dnskeys(APEX, 60).orElseThrow().size()).isEqualTo(2);
    ZoneKeys inactive =
        ZoneKeys.at(NOW, List.of(key(257, KeyState.SHOWN), key(256, KeyState.STORED)));
    assertThat(inactive.isSigning()).isFalse();
    assertThat(inactive.role(inactive.all().get(0))).isEqualTo(KeyRole.KSK);
  }

  @Test
  void cdsIsOfPublishedEntryPointsEachDigest() {
    ZoneKeys keys = ZoneKeys.at(
        NOW,
        List.of(
            key(257, KeyState.IN_USE),
            key(257, KeyState.SHOWN), // announces a rollover
            key(257, KeyState.HIDDEN),
            key(256, KeyState.IN_USE)));
    RRset cds =
        keys.cds(APEX, 60, List.of(DigestType.SHA256, DigestType.SHA384)).orElseThrow();
    assertThat(cds.rdatas())
        .containsExactly(
            Cds.FORMAT.write(DigestType.SHA256.ds(APEX, keys.all().get(0).dnskey())),
            Cds.FORMAT.write(DigestType.SHA384.ds(APEX, keys.all().get(0).dnskey())),
            Cds.FORMAT.write(DigestType.SHA256.ds(APEX, keys.all().get(1).dnskey())),
            Cds.FORMAT.write(DigestType.SHA384.ds(APEX, keys.all().get(1).dnskey())));
    assertThat(keys.cdnskeys(APEX, 60).orElseThrow().size()).isEqualTo(2);
    assertThat(keys.cds(APEX, 60, List.of())).isEmpty();
  }

  @Test
  void deleteFormsAreThoseOfRfc8078() {
    assertThat(Ds.FORMAT.print(Cds.FORMAT.write(ZoneKeys.DELETE_CDS))).isEqualTo("0 0 0 00");
    assertThat(Cdnskey.FORMAT.print(Cdnskey.FORMAT.write(ZoneKeys.DELETE_CDNSKEY)))
        .isEqualTo("0 3 0 AA==");
  }

  @Test
  void lifeTellsWhatAKeyDoesAtAnyTime() {
    KeyLife life = KeyLife.of(NOW, KeyState.SHOWN, "begun")
        .with(NOW.plusSeconds(20), KeyState.STORED, "removed")
        .with(NOW.plusSeconds(10), KeyState.IN_USE, "known to all caches");
    assertThat(life.stateAt(NOW.minusNanos(1))).isEqualTo(KeyState.STORED);
    assertThat(life.stateAt(NOW)).isEqualTo(KeyState.SHOWN);
    assertThat(life.stateAt(NOW.plusSeconds(10))).isEqualTo(KeyState.IN_USE);
    assertThat(life.lastAt(NOW.plusSeconds(15)).orElseThrow().reason())
        .isEqualTo("known to all caches");
    assertThat(life.nextAfter(NOW.plusSeconds(15)).orElseThrow().reason()).isEqualTo("removed");
    assertThat(life.nextAfter(NOW.plusSeconds(20))).isEmpty();
    assertThat(life.endingAt(NOW.plusSeconds(10)).stateAt(Instant.MAX)).isEqualTo(KeyState.IN_USE);
    ZoneKey key = new ZoneKey(1, key(257, KeyState.STORED).key(), 257, life);
    assertThat(ZoneKeys.at(NOW, List.of(key)).isSigning()).isFalse();
    assertThat(ZoneKeys.at(NOW.plusSeconds(10), List.of(key)).isSigning()).isTrue();
  }
}
