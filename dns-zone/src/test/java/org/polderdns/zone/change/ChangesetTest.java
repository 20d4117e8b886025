package org.polderdns.zone.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.polderdns.records.RRset;
import org.polderdns.records.RdataFormats;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;

class ChangesetTest {
  private static final Name APEX = Name.parse("example.");
  private static final Name WWW = Name.parse("www.example.");

  private static RRset rrset(Name owner, long ttl, String type, String... datas) {
    RecordType of = RecordType.parse(type);
    List<Octets> rdatas = new ArrayList<>();
    for (String data : datas) {
      rdatas.add(RdataFormats.of(of).parse(data, Name.ROOT));
    }
    return RRset.of(owner, of, ttl, rdatas);
  }

  private static List<RRset> apply(Changeset changes, RRset... before) {
    return changes.applyTo(WWW, List.of(before));
  }

  @Test
  void addedRecordsJoinTheRRsetAndGiveItTheirTtl() {
    RRset before = rrset(WWW, 60, "A", "192.0.2.1", "192.0.2.2");
    RRset added = rrset(WWW, 90, "A", "192.0.2.2", "192.0.2.3");
    assertThat(apply(Changeset.of(APEX).add(added).build(), before))
        .containsExactly(rrset(WWW, 90, "A", "192.0.2.1", "192.0.2.2", "192.0.2.3"));
  }

  @Test
  void namesInDataAreComparedInAnyCase() {
    RRset before = rrset(WWW, 60, "MX", "10 Mail.example.", "20 mail.example.");
    RRset added = rrset(WWW, 60, "MX", "10 mAIL.example.");
    assertThat(apply(Changeset.of(APEX).add(added).build(), before)).containsExactly(before);
    assertThat(apply(Changeset.of(APEX).deleteRecord(WWW, added.rdata(0)).build(), before))
        .containsExactly(rrset(WWW, 60, "MX", "20 mail.example."));
  }

  @Test
  void textIsComparedWithItsCase() {
    RRset before = rrset(WWW, 60, "TXT", "\"a\"");
    RRset added = rrset(WWW, 60, "TXT", "\"A\"");
    assertThat(apply(Changeset.of(APEX).add(added).build(), before).get(0).size())
        .isEqualTo(2);
  }

  @Test
  void lastRecordTakesItsRRsetWithIt() {
    RRset before = rrset(WWW, 60, "A", "192.0.2.1");
    assertThat(apply(Changeset.of(APEX).deleteRecord(WWW, before.rdata(0)).build(), before))
        .isEmpty();
  }

  @Test
  void whatIsNotThereIsDeletedInVain() {
    RRset before = rrset(WWW, 60, "A", "192.0.2.1");
    RRset other = rrset(WWW, 60, "A", "192.0.2.2");
    Changeset changes = Changeset.of(APEX)
        .deleteRecord(WWW, other.rdata(0))
        .deleteRRset(WWW, RecordType.MX)
        .deleteRecord(WWW, rrset(WWW, 60, "MX", "1 .").rdata(0))
        .build();
    assertThat(apply(changes, before)).containsExactly(before);
  }

  @Test
  void stepsAreDoneInOrder() {
    RRset cname = rrset(WWW, 60, "CNAME", "other.example.");
    RRset address = rrset(WWW, 60, "A", "192.0.2.1");
    Changeset changes = Changeset.of(APEX).deleteName(WWW).add(cname).build();
    assertThat(apply(changes, address)).containsExactly(cname);
    Changeset reverse = Changeset.of(APEX).add(cname).deleteName(WWW).build();
    assertThat(apply(reverse, address)).isEmpty();
    assertThat(changes.owners()).containsExactly(WWW);
    assertThat(changes.at(APEX)).isEmpty();
  }

  @Test
  void cnameStandsAlone() {
    RRset cname = rrset(WWW, 60, "CNAME", "other.example.");
    RRset address = rrset(WWW, 60, "A", "192.0.2.1");
    assertThatThrownBy(() -> apply(Changeset.of(APEX).add(cname).build(), address))
        .isInstanceOf(ChangeRefusedException.class)
        .hasMessage("www.example. CNAME: has other data beside it, of type A");
    RRset nsec = rrset(WWW, 60, "NSEC", "example. CNAME");
    assertThat(apply(Changeset.of(APEX).add(cname).build(), nsec)).hasSize(2);
  }

  @Test
  void cnameIsOneRecord() {
    RRset two = rrset(WWW, 60, "CNAME", "a.example.", "b.example.");
    assertThatThrownBy(() -> apply(Changeset.of(APEX).add(two).build()))
        .isInstanceOf(ChangeRefusedException.class)
        .hasMessage("www.example. CNAME: 2 records, at most one may be");
  }

  @Test
  void faultThatWasThereBeforeDoesNotHinder() {
    RRset cname = rrset(WWW, 60, "CNAME", "other.example.");
    RRset address = rrset(WWW, 60, "A", "192.0.2.1");
    RRset more = rrset(WWW, 60, "A", "192.0.2.2");
    assertThat(apply(Changeset.of(APEX).add(more).build(), cname, address)).hasSize(2);
    assertThat(apply(Changeset.of(APEX).deleteRRset(WWW, RecordType.CNAME).build(), cname, address))
        .containsExactly(address);
  }

  @Test
  void whatNoZoneHoldsIsRefused() {
    Name outside = Name.parse("www.other.");
    RRset any = RRset.of(WWW, RecordType.of(255), 60, List.of(Octets.EMPTY));
    RRset chaos = RRset.of(WWW, RecordType.A, RecordClass.CH, 60, List.of(Octets.of(1, 2, 3, 4)));
    RRset soa = rrset(WWW, 60, "SOA", "a. b. 1 2 3 4 5");
    RRset beyond = rrset(outside, 60, "A", "192.0.2.1");
    for (RRset bad : List.of(any, chaos, soa, beyond)) {
      Changeset changes = Changeset.of(APEX).add(bad).build();
      assertThatThrownBy(() -> changes.applyTo(bad.owner(), List.of()))
          .as("%s", bad)
          .isInstanceOf(ChangeRefusedException.class)
          .hasMessageContaining(bad.owner() + " " + bad.type());
    }
  }

  @Test
  void serialsFollowRfc1982() {
    assertThat(Serial.isGreater(1, 0)).isTrue();
    assertThat(Serial.isGreater(0, 0xffffffffL)).isTrue();
    assertThat(Serial.isGreater(0xffffffffL, 0)).isFalse();
    assertThat(Serial.isGreater(0x80000000L, 0)).isFalse();
    assertThat(Serial.isGreater(0, 0x80000000L)).isFalse();
    assertThat(Serial.isGreater(5, 5)).isFalse();
    assertThat(Serial.next(0xffffffffL)).isEqualTo(1);
    assertThat(Serial.next(7)).isEqualTo(8);
    assertThat(Serial.atLeast(2026112101, 7)).isEqualTo(2026112101);
    assertThat(Serial.atLeast(2026112101, 2026112105)).isEqualTo(2026112106);
  }

  @Test
  void serialIsReadAndReplaced() {
    RRset soa = rrset(APEX, 60, "SOA", "ns1.example. h.example. 4294967295 2 3 4 5");
    assertThat(Serial.of(soa)).isEqualTo(4294967295L);
    assertThat(Serial.with(soa, 42))
        .isEqualTo(rrset(APEX, 60, "SOA", "ns1.example. h.example. 42 2 3 4 5"));
    assertThatThrownBy(() -> Serial.of(rrset(WWW, 60, "A", "192.0.2.1")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
