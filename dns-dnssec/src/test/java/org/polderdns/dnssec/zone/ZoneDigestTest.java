package org.polderdns.dnssec.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.polderdns.dnssec.zone.ZoneDigest.Outcome;
import org.polderdns.records.RRset;
import org.polderdns.records.rr.Zonemd;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.check.Finding;
import org.polderdns.zone.scenario.Scenario;

/** An example of RFC 8976 appendix A, and zones of our own. */
class ZoneDigestTest {
  private static final Name EXAMPLE = Name.parse("example.");

  private static List<ZoneNode> nodes(String text) {
    return ZoneSignerTest.nodes(EXAMPLE, Scenario.records(EXAMPLE, text));
  }

  /** A.1. */
  @Test
  void simpleZone() {
    assertThat(ZoneDigest.verify(EXAMPLE, nodes("""
            example. 86400 IN SOA ns1 admin 2018031900 1800 900 604800 86400
            @ 86400 IN NS ns1
            @ 86400 IN NS ns2
            @ 86400 IN ZONEMD 2018031900 1 1 c68090d90a7aed716bc459f9340e3d7c1370d4d24b7e2fc3a1ddc0b9a871\
            53b9a9713b3c9ae5cc27777f98b8e730044c
            ns1 3600 IN A 203.0.113.63
            ns2 3600 IN AAAA 2001:db8::63
            """))).isEqualTo(Outcome.VALID);
  }

  private static final String PLAIN = """
      @ 3600 SOA ns h 7 2 3 4 300
      @ 3600 NS ns
      ns 60 A 192.0.2.1
      B 60 MX 1 NS
      sub 60 NS x.sub
      x.sub 60 A 192.0.2.2
      """;

  private static List<ZoneNode> with(List<ZoneNode> nodes, RRset... more) {
    List<RRset> all = new ArrayList<>();
    nodes.forEach(node -> all.addAll(node.rrsets()));
    all.addAll(List.of(more));
    return ZoneSignerTest.nodes(EXAMPLE, all);
  }

  @Test
  void everyRecordCountsAndTheCaseOfNamesDoesNot() {
    List<ZoneNode> zone = nodes(PLAIN);
    for (int hash : new int[] {ZoneDigest.SHA384, ZoneDigest.SHA512}) {
      RRset zonemd = ZoneDigest.zonemd(EXAMPLE, zone, hash);
      assertThat(ZoneDigest.verify(EXAMPLE, with(zone, zonemd))).isEqualTo(Outcome.VALID);
      assertThat(ZoneDigest.verify(
              EXAMPLE, with(nodes(PLAIN.replace("B 60 MX 1 NS", "b 60 MX 1 ns")), zonemd)))
          .isEqualTo(Outcome.VALID);
      for (String change : List.of("192.0.2.1", "x.sub 60", "MX 1", "300", "sub 60 NS")) {
        char last = change.charAt(change.length() - 1);
        String changed = last == 'S'
            ? PLAIN.replace(change, "sub 61 NS")
            : PLAIN.replace(change, change.substring(0, change.length() - 1) + (char) (last + 1));
        assertThat(ZoneDigest.verify(EXAMPLE, with(nodes(changed), zonemd)))
            .as(change)
            .isEqualTo(Outcome.INVALID);
      }
    }
  }

  @Test
  void recordsThatCannotBeUsedAreNoProof() {
    List<ZoneNode> zone = nodes(PLAIN);
    Zonemd right =
        Zonemd.FORMAT.read(ZoneDigest.zonemd(EXAMPLE, zone, 1).rdatas().get(0));
    assertThat(ZoneDigest.verify(EXAMPLE, zone)).isEqualTo(Outcome.NONE);
    assertThat(verify(zone, new Zonemd(8, 1, 1, right.digest()))).isEqualTo(Outcome.UNUSABLE);
    assertThat(verify(zone, new Zonemd(7, 2, 1, right.digest()))).isEqualTo(Outcome.UNUSABLE);
    assertThat(verify(zone, new Zonemd(7, 1, 240, right.digest()))).isEqualTo(Outcome.UNUSABLE);
    assertThat(verify(zone, new Zonemd(7, 1, 2, right.digest()))).isEqualTo(Outcome.INVALID);
    assertThat(verify(zone, right, new Zonemd(7, 1, 240, right.digest()))).isEqualTo(Outcome.VALID);
    assertThat(verify(zone, right, new Zonemd(7, 1, 1, right.digest().slice(0, 20))))
        .as("two of one kind")
        .isEqualTo(Outcome.UNUSABLE);
  }

  private static Outcome verify(List<ZoneNode> zone, Zonemd... zonemds) {
    RRset rrset = RRset.of(
        EXAMPLE,
        RecordType.ZONEMD,
        60,
        Arrays.stream(zonemds).map(Zonemd.FORMAT::write).toList());
    return ZoneDigest.verify(EXAMPLE, with(zone, rrset));
  }

  /** RFC 8976 §3: the digest is of the zone as it is signed, but for its own signature. */
  @Test
  void digestIsMadeOfTheSignedZoneAndSigned() {
    for (DenialParameters denial : ZoneSignerTest.denials().toList()) {
      ZoneSigner signer = ZoneSigner.of(
          EXAMPLE, Keys.THREE, SigningOptions.of(denial, Keys.WINDOW).withZonemd());
      List<ZoneNode> signed = ZoneSignerTest.nodes(EXAMPLE, signer.sign(nodes(PLAIN)));
      RRset zonemd = ZoneDigest.zonemd(EXAMPLE, signed, ZoneDigest.SHA384);
      List<ZoneNode> whole = with(signed, zonemd, signer.signatures(zonemd));
      assertThat(ZoneDigest.verify(EXAMPLE, whole)).isEqualTo(Outcome.VALID);
      assertThat(ZoneValidator.at(Keys.NOW).validate(EXAMPLE, whole)).isEmpty();
      Zonemd read = Zonemd.FORMAT.read(zonemd.rdatas().get(0));
      RRset other = RRset.of(
          EXAMPLE,
          zonemd.ttl(),
          Zonemd.FORMAT.rdata(new Zonemd(read.serial(), 1, 1, Octets.wrap(new byte[48]))));
      assertThat(ZoneValidator.at(Keys.NOW)
              .validate(EXAMPLE, with(signed, other, signer.signatures(other))))
          .extracting(Finding::toString)
          .containsExactly("[Error] example. ZONEMD is not the digest of the zone");
    }
  }
}
