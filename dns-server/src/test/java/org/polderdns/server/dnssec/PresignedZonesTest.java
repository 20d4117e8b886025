package org.polderdns.server.dnssec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.polderdns.records.RRset;
import org.polderdns.records.Rdata;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneNode;

/** What is told of zones that were signed elsewhere and are seen by look-ups. */
class PresignedZonesTest {
  private static final Name APEX = Name.parse("example.");
  private static final String MAY = "20300601000000 20300501000000";
  private static final String JUNE = "20300701000000 20300601000000";

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream before = System.err;
  private final MovingClock clock = new MovingClock(Instant.parse("2030-05-15T00:00:00Z"));
  private final PresignedZones zones = new PresignedZones(clock);

  @BeforeEach
  void takeStandardError() {
    System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void giveItBack() {
    System.setErr(before);
  }

  /** An apex with signatures over its SOA, and one over its NS that counts for nothing. */
  private static ZoneNode apex(String... times) {
    List<Octets> rrsigs = new ArrayList<>();
    rrsigs.add(rrsig("NS", "20200601000000 20200501000000"));
    for (String time : times) {
      rrsigs.add(rrsig("SOA", time));
    }
    return ZoneNode.of(APEX, List.of(RRset.of(APEX, RecordType.RRSIG, 60, rrsigs)));
  }

  private static Octets rrsig(String covered, String times) {
    return Rdata.parse(RecordType.RRSIG, covered + " 13 1 60 " + times + " 1 example. AAAA")
        .octets();
  }

  private List<String> told() {
    List<String> lines = written
        .toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.contains("zone=example."))
        .map(line -> line.replaceAll(".*(event=\\S+).*", "$1"))
        .toList();
    written.reset();
    return lines;
  }

  @Test
  void expiredSignaturesAreToldOnceAnHourAndCounted() {
    zones.look(apex(MAY));
    assertThat(told()).isEmpty();
    assertThat(zones.invalid()).isZero();
    clock.move(Duration.ofDays(30));
    assertThat(zones.invalid()).isEqualTo(1);
    zones.look(apex(MAY));
    assertThat(told()).containsExactly("event=signatures-expired");
    clock.move(Duration.ofMinutes(59));
    zones.look(apex(MAY));
    zones.check();
    assertThat(told()).isEmpty();
    clock.move(Duration.ofMinutes(1));
    zones.check();
    assertThat(told()).containsExactly("event=signatures-expired");
    zones.look(apex(JUNE));
    assertThat(told()).isEmpty();
    assertThat(zones.invalid()).isZero();
  }

  @Test
  void signaturesThatAreNotValidYetAreTold() {
    zones.look(apex(JUNE));
    assertThat(told()).containsExactly("event=signatures-not-valid-yet");
    assertThat(zones.invalid()).isEqualTo(1);
  }

  @Test
  void oneValidSignatureIsEnough() {
    zones.look(apex(JUNE, MAY, "20200601000000 20200501000000"));
    assertThat(told()).isEmpty();
    assertThat(zones.invalid()).isZero();
    zones.look(apex(MAY, JUNE));
    assertThat(zones.invalid()).isZero();
  }

  @Test
  void zonesThatNobodyAsksForOrThatLoseTheirSignaturesAreForgotten() {
    zones.look(apex(JUNE));
    clock.move(Duration.ofHours(1));
    zones.check();
    assertThat(zones.invalid()).isEqualTo(1);
    clock.move(Duration.ofSeconds(1));
    zones.check();
    assertThat(zones.invalid()).isZero();
    zones.look(apex(JUNE));
    assertThat(zones.invalid()).isEqualTo(1);
    zones.look(apex());
    assertThat(zones.invalid()).isZero();
  }
}
