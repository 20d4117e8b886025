package org.polderdns.dnssec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;
import org.polderdns.wire.Section;
import org.polderdns.zone.ZoneSet;
import org.polderdns.zone.ZoneTree;
import org.polderdns.zone.answer.Answer;
import org.polderdns.zone.answer.AnswerOptions;
import org.polderdns.zone.answer.AnswerRRset;
import org.polderdns.zone.answer.Answerer;
import org.polderdns.zone.scenario.Scenario;

class PresignedStageTest {
  private static final Name APEX = Name.parse("example.");
  private static final List<RRset> ZONE = Scenario.records(APEX, """
      $TTL 3600
      @ SOA ns1 hostmaster 1 7200 900 1209600 300
      @ NS ns1
      ns1 A 192.0.2.53
      mail A 192.0.2.1
      *.wild A 192.0.2.2
      stop.wild A 192.0.2.3
      leaf.ent A 192.0.2.4
      alias CNAME mail
      missing CNAME nowhere
      towild CNAME x.wild
      d DNAME ent
      insecure NS ns.insecure
      ns.insecure A 192.0.2.5
      secure NS ns.secure
      secure DS 12345 13 2 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
      ns.secure A 192.0.2.6
      z A 192.0.2.7
      """);

  private final Answer answer = new Answer();

  private void ask(ZoneTree zone, String qname, String qtype) {
    new Answerer(ZoneSet.of(zone), AnswerOptions.DEFAULT)
        .answer(Name.parse(qname), RecordType.parse(qtype), RecordClass.IN, true, answer);
    new PresignedStage().complete(answer);
  }

  private String authority() {
    return answer.section(Section.AUTHORITY).stream()
        .map(one -> one.rrset().type() + " " + one.owner())
        .collect(Collectors.joining(", "));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          mail.example.       | A    | ''
          mail.example.       | AAAA | SOA example., NSEC mail.example.
          nx.example.         | A    | SOA example., NSEC ns1.example., NSEC example.
          ent.example.        | A    | SOA example., NSEC d.example.
          x.wild.example.     | A    | NSEC stop.wild.example.
          x.wild.example.     | TXT  | SOA example., NSEC stop.wild.example., NSEC *.wild.example.
          a.stop.wild.example.| A    | SOA example., NSEC stop.wild.example.
          alias.example.      | A    | ''
          towild.example.     | A    | NSEC stop.wild.example.
          missing.example.    | A    | SOA example., NSEC missing.example., NSEC example.
          leaf.d.example.     | A    | ''
          no.d.example.       | A    | SOA example., NSEC leaf.ent.example., NSEC d.example.
          x.insecure.example. | A    | NS insecure.example., NSEC insecure.example.
          x.secure.example.   | A    | NS secure.example., DS secure.example.
          secure.example.     | DS   | ''
          insecure.example.   | DS   | SOA example., NSEC insecure.example.
          example.            | DS   | SOA example., NSEC example.
          zz.example.         | A    | SOA example., NSEC z.example., NSEC example.
          """)
  void nsecProvesWithTheRecordsItNeeds(String qname, String qtype, String authority) {
    ask(SignedZone.nsec(APEX, ZONE), qname, qtype);
    assertThat(authority()).isEqualTo(authority);
  }

  @Test
  void unsignedZoneGetsNothing() {
    ask(ZoneTree.of(APEX, ZONE), "x.secure.example.", "A");
    assertThat(authority()).isEqualTo("NS secure.example.");
    ask(ZoneTree.of(APEX, ZONE), "nx.example.", "A");
    assertThat(authority()).isEqualTo("SOA example.");
  }

  @Test
  void nsec3OwnerNameDoesNotExist() {
    ZoneTree zone = SignedZone.nsec3(APEX, ZONE, false);
    AnswerRRset nsec3 = firstNsec3(zone);
    ask(zone, nsec3.owner().toString(), "NSEC3");
    assertThat(answer.rcode()).hasToString("NXDOMAIN");
    assertThat(answer.section(Section.ANSWER)).isEmpty();
  }

  private AnswerRRset firstNsec3(ZoneTree zone) {
    ask(zone, "nx.example.", "A");
    return answer.section(Section.AUTHORITY).stream()
        .filter(one -> one.rrset().type() == RecordType.NSEC3)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void signatureGoesOutWithTheTtlOfWhatItCovers() {
    ask(SignedZone.nsec(APEX, ZONE), "mail.example.", "RRSIG");
    assertThat(answer.section(Section.ANSWER))
        .extracting(AnswerRRset::ttl)
        .containsExactly(3600L, 300L); // A, NSEC
  }
}
