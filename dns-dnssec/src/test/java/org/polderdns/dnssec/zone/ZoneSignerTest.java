package org.polderdns.dnssec.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.polderdns.dnssec.SignedZone;
import org.polderdns.dnssec.key.DigestType;
import org.polderdns.dnssec.key.SigningAlgorithm;
import org.polderdns.dnssec.key.ZoneKeys;
import org.polderdns.dnssec.sign.SignatureWindow;
import org.polderdns.records.RRset;
import org.polderdns.records.rr.Rrsig;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.ZoneTree;
import org.polderdns.zone.scenario.RandomZone;
import org.polderdns.zone.scenario.Scenario;

class ZoneSignerTest {
  private static final Name APEX = Name.parse("example.");

  static Stream<DenialParameters> denials() {
    return Stream.of(
        DenialParameters.NSEC,
        DenialParameters.NSEC3,
        DenialParameters.NSEC3.withOptOut(),
        new DenialParameters(true, SignedZone.ITERATIONS, SignedZone.SALT, false),
        new DenialParameters(true, SignedZone.ITERATIONS, SignedZone.SALT, true));
  }

  static List<ZoneNode> nodes(Name apex, List<RRset> rrsets) {
    return List.copyOf(ZoneTree.of(apex, rrsets).nodes());
  }

  static List<ZoneNode> signed(List<RRset> data, ZoneKeys keys, SigningOptions options) {
    Name apex = data.get(0).owner();
    return nodes(apex, ZoneSigner.of(apex, keys, options).sign(nodes(apex, data)));
  }

  private static List<ZoneNode> signed(String text, SigningOptions options) {
    return signed(Scenario.records(APEX, text), Keys.CSK, options);
  }

  private static SigningOptions options(DenialParameters denial) {
    return SigningOptions.of(denial, Keys.WINDOW);
  }

  @ParameterizedTest
  @MethodSource("denials")
  void randomZonesAreValid(DenialParameters denial) {
    for (int seed = 0; seed < 60; seed++) {
      List<RRset> data = RandomZone.rrsets(new Random(seed));
      ZoneKeys keys = seed % 10 == 0 ? Keys.THREE : Keys.CSK;
      List<ZoneNode> signed = signed(data, keys, options(denial));
      assertThat(ZoneValidator.at(Keys.NOW).validate(RandomZone.APEX, signed))
          .as("seed " + seed)
          .isEmpty();
    }
  }

  /** The chain that the tests of serving stand on was written down apart from this one. */
  @ParameterizedTest
  @MethodSource("denials")
  void chainsAreThoseOfTheReference(DenialParameters denial) {
    if (denial.isHashed() && !denial.salt().equals(SignedZone.SALT)) {
      return;
    }
    for (int seed = 0; seed < 100; seed++) {
      List<RRset> data = RandomZone.rrsets(new Random(seed));
      ZoneTree expected = denial.isHashed()
          ? SignedZone.nsec3(RandomZone.APEX, withKeys(data), denial.optOut())
          : SignedZone.nsec(RandomZone.APEX, withKeys(data));
      assertThat(shape(signed(data, Keys.CSK, options(denial))))
          .as("seed " + seed)
          .isEqualTo(shape(List.copyOf(expected.nodes())));
    }
  }

  private static List<RRset> withKeys(List<RRset> data) {
    List<RRset> all = new ArrayList<>(data);
    all.add(Keys.CSK.dnskeys(RandomZone.APEX, 300).orElseThrow());
    return all;
  }

  /** All records but the NSEC3PARAM, whose TTL differs, and of signatures what they cover. */
  private static Map<Name, List<String>> shape(List<ZoneNode> nodes) {
    Map<Name, List<String>> shape = new TreeMap<>();
    for (ZoneNode node : nodes) {
      List<String> texts = new ArrayList<>();
      for (RRset rrset : node.rrsets()) {
        for (Octets rdata : rrset.rdatas()) {
          if (rrset.type() == RecordType.RRSIG) {
            Rrsig rrsig = Rrsig.FORMAT.read(rdata);
            texts.add("RRSIG " + rrsig.typeCovered() + " " + rrsig.labels());
          } else if (rrset.type() != RecordType.NSEC3PARAM) {
            texts.add(rrset.ttl() + " " + rrset.type() + " "
                + rrset.rdata(0).print().toLowerCase(java.util.Locale.ROOT));
          }
        }
      }
      texts.sort(null);
      if (!texts.isEmpty()) {
        shape.put(node.name(), texts);
      }
    }
    return shape;
  }

  @Test
  void signingASignedZoneAnewLeavesNothingOfTheOldSignatures() {
    for (int seed = 0; seed < 20; seed++) {
      List<RRset> data = RandomZone.rrsets(new Random(seed));
      List<ZoneNode> once = signed(data, Keys.THREE, options(DenialParameters.NSEC3));
      ZoneSigner again = ZoneSigner.of(RandomZone.APEX, Keys.CSK, options(DenialParameters.NSEC));
      assertThat(again.sign(once)).isEqualTo(again.sign(nodes(RandomZone.APEX, data)));
    }
  }

  @Test
  void threadsGiveTheSameAsOne() {
    List<RRset> data = new ArrayList<>(Scenario.records(APEX, "@ 60 SOA ns h 1 2 3 4 50\n"));
    for (int i = 0; i < 1500; i++) {
      data.addAll(Scenario.records(APEX, "n" + i + ".b 60 A 192.0.2." + i % 250 + "\n"));
    }
    ExecutorService executor = Executors.newFixedThreadPool(3);
    try {
      for (DenialParameters denial : denials().toList()) {
        ZoneSigner signer = ZoneSigner.of(APEX, Keys.CSK, options(denial));
        List<RRset> all = new ArrayList<>();
        signer.sign(nodes(APEX, data), executor, 3, all::add);
        assertThat(all).isEqualTo(signer.sign(nodes(APEX, data)));
        assertThat(ZoneValidator.at(Keys.NOW).validate(APEX, nodes(APEX, all), executor, 3))
            .isEmpty();
      }
    } finally {
      executor.shutdown();
    }
  }

  @ParameterizedTest
  @MethodSource("denials")
  void apexTellsOfKeysAndDenial(DenialParameters denial) {
    SigningOptions options = options(denial)
        .withCds(ParentSignal.KEYS, List.of(DigestType.SHA256))
        .withCdnskey(ParentSignal.DELETE);
    ZoneNode apex = signed("@ 3600 SOA ns h 1 2 3 4 300\n", options).get(0);
    assertThat(apex.rrset(RecordType.DNSKEY).orElseThrow())
        .isEqualTo(Keys.CSK.dnskeys(APEX, 300).orElseThrow());
    assertThat(apex.rrset(RecordType.CDS).orElseThrow())
        .isEqualTo(Keys.CSK.cds(APEX, 300, List.of(DigestType.SHA256)).orElseThrow());
    assertThat(apex.rrset(RecordType.CDNSKEY).orElseThrow().rdata(0).print())
        .isEqualTo("0 3 0 AA==");
    assertThat(apex.rrset(RecordType.NSEC3PARAM)
            .map(rrset -> rrset.rdata(0).print())
            .orElse(""))
        .startsWith(denial.isHashed() ? "1 0 " + denial.iterations() : "");
    assertThat(apex.has(RecordType.NSEC)).isNotEqualTo(denial.isHashed());
  }

  @Test
  void negativeTtlIsTheLesserOfTheSoasTwo() {
    for (String soa : List.of("60 SOA ns h 1 2 3 4 300", "300 SOA ns h 1 2 3 4 60")) {
      ZoneNode apex = signed("@ " + soa + "\n", options(DenialParameters.NSEC)).get(0);
      assertThat(apex.rrset(RecordType.NSEC).orElseThrow().ttl()).isEqualTo(60);
    }
  }

  @Test
  void storedKeysAreKeptIfWanted() {
    String text = "@ 3600 SOA ns h 1 2 3 4 300\n@ 60 DNSKEY 256 3 15 "
        + "l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4=\n@ 60 CDS 0 0 0 00\n";
    ZoneNode without = signed(text, options(DenialParameters.NSEC)).get(0);
    assertThat(without.rrset(RecordType.DNSKEY).orElseThrow().size()).isEqualTo(1);
    assertThat(without.has(RecordType.CDS)).isFalse();
    List<ZoneNode> with = signed(text, options(DenialParameters.NSEC).withStoredKeys());
    assertThat(with.get(0).rrset(RecordType.DNSKEY).orElseThrow().size()).isEqualTo(2);
    assertThat(with.get(0).has(RecordType.CDS)).isTrue();
    assertThat(ZoneValidator.at(Keys.NOW).validate(APEX, with)).isEmpty();
  }

  @Test
  void storedSignaturesOverKeysAreTakenIfWanted() {
    String text = "@ 3600 SOA ns h 1 2 3 4 300\n@ 60 NS ns\nns 60 A 192.0.2.1\n";
    List<RRset> first = ZoneSigner.of(APEX, Keys.CSK, options(DenialParameters.NSEC))
        .sign(nodes(APEX, Scenario.records(APEX, text)));
    long later = Keys.WINDOW.expiration() + 1000;
    SigningOptions options = SigningOptions.of(
        DenialParameters.NSEC, new SignatureWindow(Keys.WINDOW.inception(), later));
    assertThat(ends(signed(first, Keys.CSK, options), RecordType.DNSKEY)).containsOnly(later);
    List<ZoneNode> with = signed(first, Keys.CSK, options.withStoredKeySignatures());
    assertThat(ends(with, RecordType.DNSKEY)).containsOnly(Keys.WINDOW.expiration());
    assertThat(ends(with, RecordType.SOA)).containsOnly(later);
    assertThat(ZoneValidator.at(Keys.NOW).validate(APEX, with)).isEmpty();
    List<ZoneNode> without = signed(text, options.withStoredKeySignatures());
    assertThat(ends(without, RecordType.DNSKEY)).containsOnly(later);
  }

  /** When the signatures at the apex that cover a type expire. */
  private static List<Long> ends(List<ZoneNode> zone, RecordType type) {
    return zone.get(0).rrset(RecordType.RRSIG).orElseThrow().rdatas().stream()
        .map(Rrsig.FORMAT::read)
        .filter(rrsig -> rrsig.typeCovered().equals(type))
        .map(Rrsig::expiration)
        .toList();
  }

  @Test
  void jitterSpreadsTheEndOfSignatures() {
    List<RRset> data = new ArrayList<>(Scenario.records(APEX, "@ 60 SOA ns h 1 2 3 4 50\n"));
    for (int i = 0; i < 200; i++) {
      data.addAll(Scenario.records(APEX, "n" + i + " 60 A 192.0.2." + i + "\n"));
    }
    List<ZoneNode> signed =
        signed(data, Keys.CSK, options(DenialParameters.NSEC).withJitter(Duration.ofHours(1)));
    List<Long> ends = signed.stream()
        .flatMap(node -> node.rrset(RecordType.RRSIG).orElseThrow().rdatas().stream())
        .map(rdata -> Keys.WINDOW.expiration() - Rrsig.FORMAT.read(rdata).expiration())
        .toList();
    assertThat(ends).allMatch(early -> early >= 0 && early <= 3600);
    assertThat(ends.stream().mapToLong(early -> early / 360).distinct().count()).isGreaterThan(8);
  }

  @Test
  void zonesThatCannotBeSignedAreRefused() {
    assertThatThrownBy(() ->
            ZoneSigner.of(APEX, ZoneKeys.at(Keys.NOW, List.of()), options(DenialParameters.NSEC)))
        .hasMessage("example. has no active key");
    ZoneKeys old = Keys.of(257, SigningAlgorithm.RSASHA1);
    assertThatThrownBy(() -> ZoneSigner.of(APEX, old, options(DenialParameters.NSEC3)))
        .hasMessageContaining("NSEC3 does not go with algorithm 5");
    ZoneSigner.of(APEX, old, options(DenialParameters.NSEC));
    assertThatThrownBy(() -> signed("@ 60 NS ns\n", options(DenialParameters.NSEC)))
        .hasMessage("example. has no SOA");
  }
}
