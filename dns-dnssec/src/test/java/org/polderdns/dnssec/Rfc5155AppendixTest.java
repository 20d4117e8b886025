package org.polderdns.dnssec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;
import org.polderdns.wire.Section;
import org.polderdns.zone.Nsec3Hash;
import org.polderdns.zone.ZoneSet;
import org.polderdns.zone.ZoneTree;
import org.polderdns.zone.answer.Answer;
import org.polderdns.zone.answer.AnswerOptions;
import org.polderdns.zone.answer.Answerer;
import org.polderdns.zone.scenario.Scenario;

/** The zone, the hashes and the responses of RFC 5155 appendices A and B. */
class Rfc5155AppendixTest {
  private static final Name APEX = Name.parse("example.");
  private static final Octets SALT = Octets.parseHex("aabbccdd");
  private static final String DIGEST =
      "0123456789abcdef0123456789abcdef01234567"; // stands for the one of a key of the RFC
  private static final ZoneTree ZONE =
      SignedZone.optOut(APEX, Scenario.records(APEX, """
          $TTL 3600
          @ SOA ns1 bugs.x.w 1 3600 300 3600000 3600
          @ NS ns1
          @ NS ns2
          @ MX 1 xx
          2t7b4g4vsa5smi47k61mv5bv1a22bojr A 192.0.2.127
          a NS ns1.a
          a NS ns2.a
          a DS 58470 5 1 %s
          ns1.a A 192.0.2.5
          ns2.a A 192.0.2.6
          ai A 192.0.2.9
          ai HINFO KLH-10 ITS
          ai AAAA 2001:db8::f00:baa9
          c NS ns1.c
          c NS ns2.c
          ns1.c A 192.0.2.7
          ns2.c A 192.0.2.8
          ns1 A 192.0.2.1
          ns2 A 192.0.2.2
          *.w MX 1 ai
          x.w MX 1 xx
          x.y.w MX 1 xx
          xx A 192.0.2.10
          xx HINFO KLH-10 TOPS-20
          xx AAAA 2001:db8::f00:baaa
          """.formatted(DIGEST)), 12, SALT);

  @ParameterizedTest
  @CsvSource({
    "example.,        0p9mhaveqvm6t7vbl5lop2u3t2rp3tom",
    "a.example.,      35mthgpgcu1qg68fab165klnsnk3dpvl",
    "ai.example.,     gjeqe526plbf1g8mklp59enfd789njgi",
    "ns1.example.,    2t7b4g4vsa5smi47k61mv5bv1a22bojr",
    "ns2.example.,    q04jkcevqvmu85r014c7dkba38o0ji5r",
    "w.example.,      k8udemvp1j2f7eg6jebps17vp3n8i58h",
    "*.w.example.,    r53bq7cc2uvmubfu5ocmm6pers9tk9en",
    "x.w.example.,    b4um86eghhds6nea196smvmlo4ors995",
    "y.w.example.,    ji6neoaepv8b5o6k4ev33abha8ht9fgc",
    "x.y.w.example.,  2vptu5timamqttgl4luu9kg21e0aor3s",
    "XX.example.,     T644EBQK9BIBCNA874GIVR6JOJ62MLHV",
    "2t7b4g4vsa5smi47k61mv5bv1a22bojr.example., kohar7mbb8dc2ce8a9qvl8hon4k53uhi"
  })
  void hashesAreThoseOfAppendixA(String name, String label) {
    Octets hash = new Nsec3Hash().of(Name.parse(name), 12, SALT);
    assertThat(Nsec3Hash.matches(Name.parse(label, APEX), hash)).isTrue();
    assertThat(Nsec3Hash.matches(Name.parse("x" + label.substring(1), APEX), hash))
        .isFalse();
    assertThat(Nsec3Hash.matches(Name.parse("x" + label, APEX), hash)).isFalse();
    assertThat(Nsec3Hash.ownerName(hash, APEX)).isEqualTo(Name.parse(label, APEX));
    assertThat(Nsec3Hash.ofOwner(Name.parse(label, APEX))).contains(hash);
    assertThat(Nsec3Hash.ofOwner(Name.parse("x" + label.substring(1), APEX))).isEmpty();
    assertThat(Nsec3Hash.ofOwner(Name.parse("x" + label, APEX))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "B.1,   a.c.x.w.example., A,    NXDOMAIN, 0p9mhave 35mthgpg b4um86eg",
    "B.2,   ns1.example.,     MX,   NOERROR,  2t7b4g4v",
    "B.2.1, y.w.example.,     A,    NOERROR,  ji6neoae",
    "B.3,   mc.c.example.,    MX,   NOERROR,  0p9mhave 35mthgpg",
    "B.4,   a.z.w.example.,   MX,   NOERROR,  q04jkcev",
    "B.5,   a.z.w.example.,   AAAA, NOERROR,  k8udemvp q04jkcev r53bq7cc",
    "B.6,   example.,         DS,   NOERROR,  0p9mhave"
  })
  void responsesHaveTheNsec3RecordsOfAppendixB(
      String section, String qname, String qtype, String rcode, String nsec3s) {
    Answer answer = new Answer();
    new Answerer(ZoneSet.of(ZONE), AnswerOptions.DEFAULT)
        .answer(Name.parse(qname), RecordType.parse(qtype), RecordClass.IN, false, answer);
    new PresignedStage().complete(answer);
    assertThat(answer.rcode()).as(section).hasToString(rcode);
    assertThat(answer.section(Section.AUTHORITY).stream()
            .filter(one -> one.rrset().type() == RecordType.NSEC3)
            .map(one -> one.owner().toString().substring(0, 8))
            .sorted()
            .toList())
        .as(section)
        .containsExactly(nsec3s.split(" "));
  }
}
