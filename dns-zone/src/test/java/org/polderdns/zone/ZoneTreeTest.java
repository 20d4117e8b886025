package org.polderdns.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.polderdns.records.RRset;
import org.polderdns.records.Rdata;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

class ZoneTreeTest {
  private static final Name APEX = Name.parse("example.");
  private static final String FIRST = "00000000000000000000000000000000";
  private static final String SECOND = "vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv0";

  private static RRset rrset(String owner, String type, String text) {
    return RRset.of(Name.parse(owner, APEX), 60, Rdata.parse(RecordType.parse(type), text, APEX));
  }

  private static ZoneTree zone(RRset... more) {
    return ZoneTree.of(APEX, List.of(more));
  }

  @Test
  void emptyNonTerminalsAreNodes() {
    ZoneTree zone = zone(rrset("a.b.c", "A", "192.0.2.1"), rrset("b.c", "A", "192.0.2.2"));
    assertThat(zone.nodes())
        .extracting(node -> node.name().toString())
        .containsExactly("example.", "c.example.", "b.c.example.", "a.b.c.example.");
    assertThat(zone.node(Name.parse("c.example.")).orElseThrow().rrsets()).isEmpty();
    assertThat(zone.node(Name.parse("d.example."))).isEmpty();
  }

  @Test
  void rrsetsOfOneOwnerAndTypeAreJoinedWithTheFirstTtl() {
    RRset second = rrset("WWW", "A", "192.0.2.2").withTtl(5);
    RRset joined = zone(rrset("www", "A", "192.0.2.1"), second)
        .node(Name.parse("www.example."))
        .flatMap(node -> node.rrset(RecordType.A))
        .orElseThrow();
    assertThat(joined.size()).isEqualTo(2);
    assertThat(joined.ttl()).isEqualTo(60);
  }

  @Test
  void ownerOutsideOfTheZoneIsAnError() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> zone(rrset("www.test.", "A", "192.0.2.1")))
        .withMessage("www.test. is not in the zone example.");
  }

  @Test
  void nsecNeighbourIsTheOneAtOrBefore() {
    ZoneTree zone =
        zone(rrset("example.", "TXT", "x"), nsec("example.", "b"), nsec("b", "example."));
    assertThat(before(zone, "a.example.")).isEqualTo("example.");
    assertThat(before(zone, "b.example.")).isEqualTo("b.example.");
    assertThat(before(zone, "z.example.")).isEqualTo("b.example.");
    assertThat(zone().nsecAtOrBefore(APEX)).isEmpty();
  }

  private static RRset nsec(String owner, String next) {
    return rrset(owner, "NSEC", next + " NSEC");
  }

  private static String before(ZoneTree zone, String name) {
    return zone.nsecAtOrBefore(Name.parse(name)).orElseThrow().name().toString();
  }

  @Test
  void nsec3NeighbourGoesAroundTheEndAndIsOfTheChainNamed() {
    ZoneTree zone = zone(
        rrset("example.", "NSEC3PARAM", "1 0 2 aabb"),
        rrset(FIRST, "NSEC3", "1 1 2 aabb " + SECOND + " A"),
        rrset(SECOND, "NSEC3", "1 1 2 aabb " + FIRST + " A"),
        rrset(FIRST.replace('0', '1'), "NSEC3", "1 1 3 aabb " + FIRST + " A"));
    assertThat(nsec3(zone, 0)).isEqualTo(FIRST);
    assertThat(nsec3(zone, 0x10)).isEqualTo(FIRST);
    assertThat(nsec3(zone, 0xff)).isEqualTo(SECOND);
    ZoneTree lone = zone(
        rrset("example.", "NSEC3PARAM", "1 0 2 aabb"),
        rrset(SECOND, "NSEC3", "1 1 2 aabb " + SECOND + " A"));
    assertThat(nsec3(lone, 0)).isEqualTo(SECOND);
    assertThat(zone().nsec3AtOrBefore(Octets.EMPTY)).isEmpty();
  }

  /** The first label of the neighbour of a hash of 20 equal octets. */
  private static String nsec3(ZoneTree zone, int octet) {
    Octets hash = Octets.parseHex(String.format("%02x", octet).repeat(20));
    String owner = zone.nsec3AtOrBefore(hash).orElseThrow().name().toString();
    return owner.substring(0, owner.indexOf('.'));
  }

  @Test
  void zoneSetFindsTheNearestZoneAndTheOneAbove() {
    ZoneTree child = ZoneTree.of(Name.parse("child.example."), List.of());
    ZoneSet zones = ZoneSet.of(zone(), child);
    assertThat(zones.zone(Name.parse("x.Child.example.")).orElseThrow()).isSameAs(child);
    assertThat(zones.zoneAbove(Name.parse("child.example.")).orElseThrow().apex())
        .isEqualTo(APEX);
    assertThat(zones.zoneAbove(APEX)).isEmpty();
    assertThat(zones.zone(Name.ROOT)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> ZoneSet.of(zone(), zone()));
  }
}
