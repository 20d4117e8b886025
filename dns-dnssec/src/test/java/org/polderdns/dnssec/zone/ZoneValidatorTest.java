package org.polderdns.dnssec.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.polderdns.dnssec.key.DigestType;
import org.polderdns.records.RRset;
import org.polderdns.records.Rdata;
import org.polderdns.records.rr.Ds;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.check.Finding;
import org.polderdns.zone.file.ZoneFileOptions;
import org.polderdns.zone.file.ZoneFileReader;
import org.polderdns.zone.scenario.Scenario;

class ZoneValidatorTest {
  private static final Name APEX = Name.parse("example.");
  private static final String ZONE = """
      @ 3600 SOA ns h 1 2 3 4 300
      @ 3600 NS ns
      ns 3600 A 192.0.2.1
      ns.empty 3600 AAAA 2001:db8::1
      *.wild 3600 TXT "text"
      insecure 3600 NS ns.insecure
      ns.insecure 3600 A 192.0.2.2
      secure 3600 NS ns
      secure 3600 DS 1 13 2 0000000000000000000000000000000000000000000000000000000000000000
      only.below 3600 NS ns
      alias 3600 DNAME secure
      """;

  private static List<RRset> rrsets(DenialParameters denial) {
    List<RRset> data = Scenario.records(APEX, ZONE);
    return ZoneSigner.of(APEX, Keys.CSK, SigningOptions.of(denial, Keys.WINDOW))
        .sign(ZoneSignerTest.nodes(APEX, data));
  }

  private static List<String> validate(List<RRset> rrsets) {
    return validate(ZoneValidator.at(Keys.NOW), rrsets);
  }

  private static List<String> validate(ZoneValidator validator, List<RRset> rrsets) {
    return validator.validate(APEX, ZoneSignerTest.nodes(APEX, rrsets)).stream()
        .map(Finding::toString)
        .toList();
  }

  static List<DenialParameters> denials() {
    return ZoneSignerTest.denials().toList();
  }

  @ParameterizedTest
  @MethodSource("denials")
  void everyFlippedBitOfSignedDataIsFound(DenialParameters denial) {
    List<RRset> all = rrsets(denial);
    assertThat(validate(all)).isEmpty();
    for (int i = 0; i < all.size(); i++) {
      RRset rrset = all.get(i);
      boolean unsigned = rrset.owner().equals(Name.parse("ns.insecure.example."))
          || rrset.type() == RecordType.NS && !rrset.owner().equals(APEX);
      byte[] octets = rrset.rdatas().get(0).toArray();
      for (int bit = i % 61; bit < 8 * octets.length && !unsigned; bit += 61) {
        int letter = octets[bit / 8] | 0x20;
        if (bit % 8 == 5 && letter >= 'a' && letter <= 'z') {
          continue; // the case of names does not count
        }
        octets[bit / 8] ^= (byte) (1 << bit % 8);
        List<RRset> changed = new ArrayList<>(all);
        List<Octets> rdatas = new ArrayList<>(rrset.rdatas());
        rdatas.set(0, Octets.copyOf(octets));
        changed.set(i, RRset.of(rrset.owner(), rrset.type(), rrset.ttl(), rdatas));
        assertThat(validate(changed)).as(rrset + " bit " + bit).isNotEmpty();
        octets[bit / 8] ^= (byte) (1 << bit % 8);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("denials")
  void everyMissingOrMovedRRsetIsFound(DenialParameters denial) {
    List<RRset> all = rrsets(denial);
    for (int i = 0; i < all.size(); i++) {
      RRset rrset = all.get(i);
      if (rrset.owner().equals(Name.parse("ns.insecure.example."))) {
        continue; // glue
      }
      if (denial.optOut()
          && rrset.type() == RecordType.NS
          && !rrset.owner().equals(APEX)
          && !rrset.owner().equals(Name.parse("secure.example."))) {
        continue; // that is what opt-out gives up
      }
      List<RRset> without = new ArrayList<>(all);
      without.remove(i);
      assertThat(validate(without)).as("without " + rrset).isNotEmpty();
      if (rrset.type() != RecordType.RRSIG && rrset.type() != RecordType.NS) {
        List<RRset> later = new ArrayList<>(all);
        later.set(i, rrset.withTtl(rrset.ttl() + 1));
        assertThat(validate(later)).as("TTL of " + rrset).isNotEmpty();
        List<RRset> moved = new ArrayList<>(all);
        moved.set(i, rrset.withOwner(Name.parse("moved.example.")));
        assertThat(validate(moved)).as("moved " + rrset).isNotEmpty();
      }
    }
    List<RRset> more = new ArrayList<>(all);
    more.add(RRset.of(Name.parse("new.example."), 60, Rdata.parse(RecordType.A, "192.0.2.1")));
    assertThat(validate(more)).isNotEmpty();
  }

  @Test
  void timesAreJudgedByTheGivenMoment() {
    List<RRset> all = rrsets(DenialParameters.NSEC);
    Instant end = Instant.parse("2026-12-03T00:00:00Z");
    assertThat(validate(ZoneValidator.at(end.plusSeconds(1)), all))
        .contains("[Error] example. SOA: the signature by key 15/"
            + Keys.CSK.all().get(0).tag() + " has expired");
    assertThat(validate(ZoneValidator.at(Instant.parse("2026-11-11T00:00:00Z")), all))
        .anyMatch(text -> text.endsWith("is not valid yet"));
    assertThat(validate(ZoneValidator.at(end.minusSeconds(60)), all)).isEmpty();
    assertThat(validate(
            ZoneValidator.at(end.minusSeconds(60)).withMargin(Duration.ofSeconds(61)), all))
        .isNotEmpty()
        .allMatch(text -> text.startsWith("[Warning] ") && text.endsWith(" expires in 60 s"));
  }

  @Test
  void keysAreThoseThatTheParentVouchesFor() {
    List<RRset> all = rrsets(DenialParameters.NSEC);
    Ds ds = DigestType.SHA256.ds(APEX, Keys.CSK.all().get(0).dnskey());
    assertThat(validate(ZoneValidator.at(Keys.NOW).withAnchors(List.of(ds)), all))
        .isEmpty();
    Ds other = new Ds(ds.keyTag(), ds.algorithm(), 2, Octets.wrap(new byte[32]));
    assertThat(validate(ZoneValidator.at(Keys.NOW).withAnchors(List.of(other)), all))
        .containsExactly("[Error] example. DNSKEY has no key that a DS is for");
  }

  @Test
  void zoneWithoutSignaturesIsOneError() {
    assertThat(validate(Scenario.records(APEX, ZONE)))
        .containsExactly("[Error] example. has no DNSKEY");
  }

  @Test
  void manyFindingsAreCounted() {
    List<RRset> all = new ArrayList<>(rrsets(DenialParameters.NSEC));
    for (int i = 0; i < 1500; i++) {
      all.add(
          RRset.of(Name.parse("n" + i + ".example."), 60, Rdata.parse(RecordType.A, "192.0.2.1")));
    }
    assertThat(validate(all)).hasSize(1001).last().asString().contains("more findings");
  }

  /** The root zone of 10 March 2018 has its NSEC records, though not its signatures. */
  @Test
  void nsecRecordsOfTheRootZoneAreThoseThatWeMake() throws IOException {
    Path file = Path.of("../dns-server/src/test/data/root-zone/2018031000.zone.gz");
    List<RRset> rrsets = new ArrayList<>();
    List<RRset> nsecs = new ArrayList<>();
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file));
        ZoneFileReader reader = ZoneFileReader.of(in, "root", Name.ROOT, ZoneFileOptions.DEFAULT)) {
      while (reader.next()) {
        RRset one = RRset.of(reader.owner(), reader.type(), reader.ttl(), List.of(reader.rdata()));
        rrsets.add(one);
        if (one.type() == RecordType.NSEC) {
          nsecs.add(one);
        }
      }
    }
    List<RRset> signed = ZoneSigner.of(
            Name.ROOT, Keys.CSK, SigningOptions.of(DenialParameters.NSEC, Keys.WINDOW))
        .sign(ZoneSignerTest.nodes(Name.ROOT, rrsets));
    assertThat(signed.stream().filter(rrset -> rrset.type() == RecordType.NSEC))
        .hasSize(1545)
        .containsExactlyInAnyOrderElementsOf(nsecs);
    assertThat(
            ZoneValidator.at(Keys.NOW).validate(Name.ROOT, ZoneSignerTest.nodes(Name.ROOT, signed)))
        .isEmpty();
  }
}
