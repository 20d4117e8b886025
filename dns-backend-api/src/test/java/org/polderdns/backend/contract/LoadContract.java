package org.polderdns.backend.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.polderdns.backend.DenialOrder;
import org.polderdns.backend.MetadataListing;
import org.polderdns.backend.NameOrder;
import org.polderdns.backend.RecordListing;
import org.polderdns.backend.StoredNode;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.ZoneKind;
import org.polderdns.backend.ZoneLoad;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.change.ChangeRefusedException;

/** All of a zone is replaced at once or not at all. */
abstract class LoadContract extends LookupContract {
  @Test
  void loadReplacesEverything() {
    load(ZONE);
    load("$TTL 60\n@ SOA ns1 h 8 2 3 4 5\nother A 192.0.2.1\n");
    assertThat(contents(APEX))
        .containsExactly(
            "example.org. 60 SOA ns1.example.org. h.example.org. 8 2 3 4 5",
            "other.example.org. 60 A 192.0.2.1");
    assertThat(exists("that.example.org.")).isFalse();
  }

  @Test
  void loadDropsDuplicatesAndEvensTtls() {
    ZoneInfo zone;
    try (ZoneTransaction tx = begin()) {
      zone = tx.create(ZoneKind.NATIVE);
      ZoneLoad load = tx.replaceAll();
      ZoneText.read(load, APEX, "$TTL 60\n@ SOA ns1 h 8 2 3 4 5\nw A 192.0.2.1\nv A 192.0.2.1\n");
      ZoneText.read(load, APEX, "w 90 A 192.0.2.2\nw 90 A 192.0.2.1\n");
      assertThat(load.finish()).isEqualTo(4);
      tx.commit();
    }
    assertThat(zone.apex()).isEqualTo(APEX);
    assertThat(at("w.example.org."))
        .containsExactly("w.example.org. 60 A 192.0.2.1", "w.example.org. 60 A 192.0.2.2");
  }

  @Test
  void failedLoadLeavesTheOldZone() {
    load(ZONE);
    SortedSet<String> before = contents(APEX);
    String soa = "$TTL 60\n@ SOA ns1 h 8 2 3 4 5\n";
    List<String> bad = List.of(
        "$TTL 60\nw A 192.0.2.1\n",
        soa + "w CNAME x\nw A 192.0.2.1\n",
        soa + "w CNAME x\nw CNAME y\n");
    for (String text : bad) {
      try (ZoneTransaction tx = begin()) {
        ZoneLoad load = ZoneText.read(tx.replaceAll(), APEX, text);
        assertThatThrownBy(load::finish).as(text).isInstanceOf(ChangeRefusedException.class);
        assertThatThrownBy(tx::commit).isInstanceOf(IllegalStateException.class);
      }
      assertThat(contents(APEX)).isEqualTo(before);
    }
    try (ZoneTransaction tx = begin()) {
      ZoneLoad load = ZoneText.read(tx.replaceAll(), APEX, soa);
      RRset other = ZoneText.rrset("example.org.", 60, "SOA", "a. b. 1 2 3 4 5");
      load.add(APEX, RecordType.SOA, 60, other.rdatas().get(0));
      assertThatThrownBy(load::finish)
          .isInstanceOf(ChangeRefusedException.class)
          .hasMessageContaining("example.org. SOA");
    }
    try (ZoneTransaction tx = begin()) {
      ZoneLoad load = tx.replaceAll();
      Name outside = Name.parse("example.net.");
      Octets address = Octets.of(192, 0, 2, 1);
      assertThatThrownBy(() -> load.add(outside, RecordType.A, 60, address))
          .isInstanceOf(ChangeRefusedException.class)
          .hasMessageContaining("example.net. A");
      assertThatThrownBy(() -> load.add(APEX, RecordType.of(255), 60, address))
          .isInstanceOf(ChangeRefusedException.class);
      assertThatThrownBy(() -> load.add(APEX, RecordType.A, -1, address))
          .isInstanceOf(ChangeRefusedException.class);
    }
    assertThat(contents(APEX)).isEqualTo(before);
  }

  @Test
  void progressOfLoadIsTold() {
    List<Long> told = new ArrayList<>();
    try (ZoneTransaction tx = begin()) {
      tx.create(ZoneKind.NATIVE);
      ZoneLoad load = tx.replaceAll();
      load.onProgress(told::add);
      ZoneText.read(load, APEX, "$TTL 60\n@ SOA ns1 h 8 2 3 4 5\nw A 192.0.2.1\n");
      load.finish();
      tx.commit();
    }
    assertThat(told).isSorted().last().isEqualTo(2L);
  }

  @Test
  void signedZoneIsMarkedPresignedAndAnUnsignedOneIsNot() {
    MetadataListing metadata = needs(MetadataListing.class);
    load(ZONE + "@ RRSIG SOA 13 2 300 20300101000000 20200101000000 1 @ AAAA\n@ NSEC www SOA\n");
    assertThat(metadata.metadata(APEX, "PRESIGNED")).containsExactly("1");
    assertThat(contents(APEX))
        .contains(
            "example.org. 300 NSEC www.example.org. SOA",
            "example.org. 300 RRSIG SOA 13 2 300 20300101000000 20200101000000 1 example.org. AAAA");
    load(ZONE);
    assertThat(metadata.metadata(APEX, "PRESIGNED")).isEmpty();
  }

  @Test
  void chainOfSignedZoneIsInItsMetadata() {
    needs(DenialOrder.class); // which these metadata are about
    MetadataListing metadata = needs(MetadataListing.class);
    String hash = "00000000000000000000000000000000";
    String signed = ZONE
        + "@ RRSIG SOA 13 2 300 20300101000000 20200101000000 1 @ AAAA\n"
        + "@ NSEC3PARAM 1 0 3 abcd\n"
        + hash
        + " NSEC3 1 FLAGS 3 abcd "
        + hash
        + " A\n";
    load(signed.replace("FLAGS", "0"));
    assertThat(metadata.metadata(APEX, NameOrder.NSEC3PARAM)).containsExactly("1 0 3 abcd");
    load(ZONE); // which keys that the zone may have go on to sign
    assertThat(metadata.metadata(APEX, NameOrder.NSEC3PARAM)).containsExactly("1 0 3 abcd");
    load(signed.replace("FLAGS", "1"));
    assertThat(metadata.metadata(APEX, NameOrder.NSEC3PARAM)).containsExactly("1 1 3 abcd");
    load(ZONE + "@ RRSIG SOA 13 2 300 20300101000000 20200101000000 1 @ AAAA\n@ NSEC www SOA\n");
    assertThat(metadata.metadata(APEX, NameOrder.NSEC3PARAM)).isEmpty();
  }

  @Test
  void readerSeesOldOrNewDuringReplacements() throws Exception {
    int names = 50;
    load(versioned(0, names));
    AtomicBoolean stop = new AtomicBoolean();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    List<Thread> readers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread reader = new Thread(() -> {
        try {
          while (!stop.get()) {
            readOneVersion(names);
          }
        } catch (Throwable e) {
          failure.set(e);
        }
      });
      reader.start();
      readers.add(reader);
    }
    for (int version = 1; version <= 20; version++) {
      load(versioned(version, names));
    }
    stop.set(true);
    for (Thread reader : readers) {
      reader.join();
    }
    assertThat(failure.get()).isNull();
  }

  private static String versioned(int version, int names) {
    StringBuilder text = new StringBuilder("$TTL 60\n@ SOA ns1 h " + version + " 2 3 4 5\n");
    for (int i = 0; i < names; i++) {
      text.append("n").append(i).append(" A 192.0.2.").append(version).append('\n');
    }
    return text.toString();
  }

  private void readOneVersion(int names) {
    ZoneInfo zone = store.zone(APEX).orElseThrow();
    List<Name> all = new ArrayList<>();
    for (int i = 0; i < names; i++) {
      all.add(Name.parse("n" + i, APEX));
    }
    TreeSet<String> seen = new TreeSet<>();
    Map<Name, StoredNode> nodes = store.lookup(zone, all);
    nodes.values().forEach(node -> seen.add(node.rrsets().get(0).rdatas().toString()));
    assertThat(nodes).hasSize(names);
    assertThat(seen).hasSize(1);
    TreeSet<String> listed = new TreeSet<>();
    List<StoredNode> count = new ArrayList<>();
    store.capability(RecordListing.class).orElseThrow().list(zone, node -> {
      if (!node.owner().equals(APEX)) {
        count.add(node);
        listed.add(node.rrsets().get(0).rdatas().toString());
      }
    });
    assertThat(count).hasSize(names);
    assertThat(listed).hasSize(1);
  }
}
