package org.polderdns.dnssec.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.polderdns.records.RRset;
import org.polderdns.records.Rdata;
import org.polderdns.records.rr.Rrsig;
import org.polderdns.records.rr.Zonemd;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.change.ChangeRefusedException;
import org.polderdns.zone.change.Changeset;
import org.polderdns.zone.change.Serial;
import org.polderdns.zone.compiled.CompiledZone;
import org.polderdns.zone.scenario.RandomZone;
import org.polderdns.zone.scenario.Scenario;

class ResigningTest {
  private static final Name APEX = RandomZone.APEX;

  static List<DenialParameters> denials() {
    return ZoneSignerTest.denials().toList();
  }

  private static ZoneSigner signer(DenialParameters denial) {
    return ZoneSigner.of(APEX, Keys.CSK, SigningOptions.of(denial, Keys.WINDOW));
  }

  /** A few random changes, and the next serial. */
  private static Changeset changes(Random random, CompiledZone zone) {
    RRset soa = zone.apexNode().rrset(RecordType.SOA).orElseThrow();
    Changeset.Builder changes = Changeset.of(APEX).replace(Serial.with(soa, Serial.of(soa) + 1));
    for (int i = random.nextInt(4); i >= 0; i--) {
      Name name = RandomZone.name(random, 1);
      switch (random.nextInt(4)) {
        case 0 -> changes.deleteName(name);
        case 1 -> {
          List<RRset> some = RandomZone.rrsets(random);
          Name owner = some.get(some.size() - 1).owner();
          if (!owner.equals(APEX)) {
            changes.deleteName(owner);
            some.stream().filter(rrset -> rrset.owner().equals(owner)).forEach(changes::add);
          }
        }
        case 2 -> {
          List<ZoneNode> nodes = zone.nodes();
          ZoneNode node = nodes.get(random.nextInt(nodes.size()));
          if (!node.name().equals(APEX)) {
            changes.deleteName(node.name());
          }
        }
        default -> changes.add(RRset.of(name, 60, Rdata.parse(RecordType.TXT, "\"" + i + "\"")));
      }
    }
    return changes.build();
  }

  private static Set<String> records(Iterable<ZoneNode> nodes) {
    Set<String> records = new HashSet<>();
    for (ZoneNode node : nodes) {
      for (RRset rrset : node.rrsets()) {
        for (Octets rdata : rrset.rdatas()) {
          boolean isSignature = rrset.type() == RecordType.RRSIG;
          records.add(rrset.owner() + " " + (isSignature ? "" : rrset.ttl()) + " "
              + new Rdata(rrset.type(), rdata).print());
        }
      }
    }
    return records;
  }

  /** Ed25519 signs alike each time, so that a zone re-signed is the one signed as a whole. */
  @ParameterizedTest
  @MethodSource("denials")
  void changedZoneIsTheOneThatIsSignedAsAWhole(DenialParameters denial) {
    ZoneSigner signer = signer(denial);
    int made = 0;
    for (int seed = 0; seed < 120; seed++) {
      Random random = new Random(seed);
      CompiledZone zone =
          CompiledZone.of(APEX, signer.sign(ZoneSignerTest.nodes(APEX, RandomZone.rrsets(random))));
      for (int round = 0; round < 6; round++) {
        Changeset changes = changes(random, zone);
        Changeset all;
        try {
          all = signer.resign(zone, changes);
        } catch (ChangeRefusedException e) {
          continue; // two changes that do not go together
        }
        String which = "seed " + seed + " round " + round + " " + changes;
        zone = zone.with(all);
        made++;
        assertThat(ZoneValidator.at(Keys.NOW).validate(APEX, zone.nodes()))
            .as(which)
            .isEmpty();
        if (!denial.optOut()) { // there an empty non-terminal may stay in the chain
          CompiledZone whole = CompiledZone.of(APEX, signer.sign(zone.nodes()));
          assertThat(records(zone.nodes())).as(which).isEqualTo(records(whole.nodes()));
        }
      }
    }
    assertThat(made).isGreaterThan(300);
  }

  @ParameterizedTest
  @MethodSource("denials")
  void oneChangeMakesFewSignatures(DenialParameters denial) {
    List<RRset> data = new ArrayList<>(Scenario.records(APEX, "@ 60 SOA ns h 1 2 3 4 50\n"));
    for (int i = 0; i < 1000; i++) {
      data.addAll(Scenario.records(APEX, "n" + i + " 60 A 192.0.2." + i % 250 + "\n"));
    }
    ZoneSigner signer = signer(denial);
    CompiledZone zone = CompiledZone.of(APEX, signer.sign(ZoneSignerTest.nodes(APEX, data)));
    Changeset change = Changeset.of(APEX)
        .add(RRset.of(Name.parse("n500x.z."), 60, Rdata.parse(RecordType.A, "192.0.2.1")))
        .build();
    CompiledZone next = zone.with(signer.resign(zone, change));
    Set<String> added = records(next.nodes());
    added.removeAll(records(zone.nodes()));
    // The address, its link and the one before it, each with a signature.
    assertThat(added).hasSize(6);
    assertThat(ZoneValidator.at(Keys.NOW).validate(APEX, next.nodes())).isEmpty();
  }

  @Test
  void whatConcernsTheWholeZoneIsRefused() {
    ZoneSigner signer = signer(DenialParameters.NSEC);
    CompiledZone zone = CompiledZone.of(
        APEX,
        signer.sign(
            ZoneSignerTest.nodes(APEX, Scenario.records(APEX, "@ 60 SOA ns h 1 2 3 4 50\n"))));
    Changeset ttl = Changeset.of(APEX)
        .replace(Scenario.records(APEX, "@ 60 SOA ns h 2 2 3 4 40\n").get(0))
        .build();
    assertThatThrownBy(() -> signer.resign(zone, ttl))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("z. is to be signed as a whole");
    Changeset serial = Changeset.of(APEX)
        .replace(Scenario.records(APEX, "@ 60 SOA ns h 2 2 3 4 50\n").get(0))
        .build();
    CompiledZone next = zone.with(signer.resign(zone, serial));
    assertThat(next.apexNode().rrset(RecordType.RRSIG).orElseThrow().rdatas().stream()
            .map(Rrsig.FORMAT::read)
            .map(Rrsig::typeCovered))
        .containsExactlyInAnyOrder(RecordType.SOA, RecordType.DNSKEY, RecordType.NSEC);
    assertThat(ZoneValidator.at(Keys.NOW).validate(APEX, next.nodes())).isEmpty();
  }

  @Test
  void zoneWithADigestIsRefused() {
    ZoneSigner signer = signer(DenialParameters.NSEC);
    List<RRset> data = new ArrayList<>(Scenario.records(APEX, "@ 60 SOA ns h 1 2 3 4 50\n"));
    Octets digest = Zonemd.FORMAT.write(new Zonemd(1, 1, 1, Octets.wrap(new byte[48])));
    data.add(RRset.of(APEX, RecordType.ZONEMD, 60, List.of(digest)));
    CompiledZone zone =
        CompiledZone.of(APEX, signer.sign(CompiledZone.of(APEX, data).nodes()));
    Changeset change = Changeset.of(APEX)
        .replace(Scenario.records(APEX, "a 60 A 192.0.2.1\n").get(0))
        .build();
    assertThatThrownBy(() -> signer.resign(zone, change))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("z. is to be signed as a whole");
  }
}
