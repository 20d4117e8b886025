package org.polderdns.backend.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.polderdns.backend.Backend;
import org.polderdns.backend.BackendSet;
import org.polderdns.backend.ChangeMark;
import org.polderdns.backend.MetadataStore;
import org.polderdns.backend.Neighbours;
import org.polderdns.backend.RecordListing;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.StoredNode;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.ZoneKind;
import org.polderdns.backend.ZoneListing;
import org.polderdns.backend.ZoneLoad;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneView;
import org.polderdns.zone.change.ChangeRefusedException;
import org.polderdns.zone.change.Changeset;
import org.polderdns.zone.change.Serial;

/**
 * The tests that every store which can be written passes.
 *
 * <pre>{@code
 * class MyStoreTest extends StoreContract {
 *   @Override
 *   protected Backend open() {
 *     return new MyStore(...);
 *   }
 * }
 * }</pre>
 */
public abstract class StoreContract {
  protected static final Name APEX = Name.parse("example.org.");

  /** Every octet that some layer may take for something else. */
  private static final String ZONE = """
      $TTL 300
      @ SOA ns1 hostmaster 7 10800 3600 604800 300
      @ NS ns1
      @ NS ns.Elsewhere.example.
      ns1 A 192.0.2.1
      ns1 AAAA 2001:db8::1
      www 60 A 192.0.2.2
      www 60 A 192.0.2.3
      *.wild TXT "any" "thing"
      deep.er.than.that MX 10 mail
      deep.er.than.that MX 0 .
      sub NS ns.sub
      sub DS 1 13 2 abababababababababababababababababababababababababababababababab
      ns.sub A 192.0.2.4
      _sip._tcp SRV 1 2 5060 Sip.example.net.
      alias CNAME www
      """;

  /** The store of the present test. */
  protected Backend store;

  /** An empty store. */
  protected abstract Backend open() throws Exception;

  @BeforeEach
  void openStore() throws Exception {
    store = open();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  private ZoneInfo load(String text) {
    return ZoneText.load(store, APEX, text);
  }

  private ZoneTransaction begin() {
    return ZoneText.writing(store).begin(APEX);
  }

  private void change(Changeset changes) {
    try (ZoneTransaction tx = ZoneText.writing(store).begin(changes.apex())) {
      tx.apply(changes);
      tx.commit();
    }
  }

  /** All records as sorted lines; empty non-terminals are left out. */
  protected final SortedSet<String> contents(Name apex) {
    TreeSet<String> lines = new TreeSet<>();
    store
        .capability(RecordListing.class)
        .orElseThrow()
        .list(
            store.zone(apex).orElseThrow(),
            node -> node.rrsets().forEach(set -> lines.addAll(ZoneText.lines(set))));
    return lines;
  }

  private List<String> at(String owner) {
    ZoneInfo zone = store.zone(APEX).orElseThrow();
    Name name = Name.parse(owner);
    StoredNode node = store.lookup(zone, List.of(name)).get(name);
    if (node == null) {
      return List.of();
    }
    TreeSet<String> lines = new TreeSet<>();
    node.rrsets().forEach(set -> lines.addAll(ZoneText.lines(set)));
    return List.copyOf(lines);
  }

  private ZoneView view() {
    return new BackendSet(List.of(store), BackendSet.Options.DEFAULT).zone(APEX).orElseThrow();
  }

  private boolean exists(String owner) {
    return view().node(Name.parse(owner)).isPresent();
  }

  // Zones

  @Test
  void emptyStoreHasNoZone() {
    assertThat(store.zone(APEX)).isEmpty();
    assertThat(store.capability(ZoneListing.class).orElseThrow().zones()).isEmpty();
  }

  @Test
  void createdZoneIsListedAndNotServedWithoutSoa() {
    try (ZoneTransaction tx = begin()) {
      tx.create(ZoneKind.MASTER);
      tx.commit();
    }
    ZoneListing listing = store.capability(ZoneListing.class).orElseThrow();
    assertThat(listing.zones()).extracting(ZoneInfo::apex).containsExactly(APEX);
    assertThat(listing.servedZones()).isEmpty();
    assertThat(store.zone(APEX).orElseThrow().kind()).isEqualTo(ZoneKind.MASTER);
    load(ZONE);
    assertThat(listing.servedZones()).extracting(ZoneInfo::apex).containsExactly(APEX);
  }

  @Test
  void zoneIsFoundInAnyCase() {
    load(ZONE);
    assertThat(store.zone(Name.parse("EXAMPLE.org"))).isPresent();
    assertThat(store.zone(Name.parse("org"))).isEmpty();
    assertThat(store.zone(Name.parse("www.example.org"))).isEmpty();
  }

  @Test
  void zoneIsNotCreatedTwice() {
    load(ZONE);
    try (ZoneTransaction tx = begin()) {
      assertThatThrownBy(() -> tx.create(ZoneKind.NATIVE))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("example.org.");
    }
  }

  @Test
  void settingsOfZoneAreKept() {
    load(ZONE);
    ZoneInfo zone = store.zone(APEX).orElseThrow();
    ZoneInfo changed = zone.withKind(ZoneKind.SLAVE)
        .withPrimaries(List.of("192.0.2.1", "192.0.2.2:5300", "[2001:db8::1]:5300"))
        .withAccount("some one")
        .withNotifiedSerial(4294967295L)
        .withLastCheck(1_700_000_000L)
        .withOptions("{\"consumer\": {}}")
        .withCatalog("catalog.example");
    try (ZoneTransaction tx = begin()) {
      tx.update(changed);
      tx.commit();
    }
    assertThat(store.zone(APEX)).contains(changed);
  }

  @Test
  void deletedZoneIsGoneWithAllOfIt() {
    load(ZONE);
    MetadataStore metadata = store.capability(MetadataStore.class).orElseThrow();
    metadata.setMetadata(APEX, "X-TEST", List.of("1"));
    ZoneInfo old = store.zone(APEX).orElseThrow();
    try (ZoneTransaction tx = begin()) {
      tx.delete();
      tx.commit();
    }
    assertThat(store.zone(APEX)).isEmpty();
    assertThat(store.lookup(old, List.of(APEX))).isEmpty();
    assertThat(metadata.allMetadata(APEX)).isEmpty();
    load("@ 60 SOA ns1 h 1 2 3 4 5");
    assertThat(contents(APEX)).hasSize(1);
    assertThat(metadata.allMetadata(APEX)).isEmpty();
  }

  @Test
  void zonesDoNotMix() {
    load(ZONE);
    Name below = Name.parse("sub.example.org.");
    ZoneText.load(store, below, "@ 60 SOA ns1 h 1 2 3 4 5\n@ 60 NS ns1\nns1 60 A 192.0.2.9\n");
    assertThat(at("ns1.sub.example.org.")).isEmpty();
    assertThat(at("sub.example.org.")).hasSize(2);
    assertThat(contents(below)).hasSize(3);
  }

  // Look-ups

  @Test
  void lookupGivesWholeNodes() {
    load(ZONE);
    assertThat(at("www.example.org."))
        .containsExactly("www.example.org. 60 A 192.0.2.2", "www.example.org. 60 A 192.0.2.3");
    assertThat(at("ns1.example.org."))
        .containsExactly(
            "ns1.example.org. 300 A 192.0.2.1", "ns1.example.org. 300 AAAA 2001:db8::1");
    assertThat(at("absent.example.org.")).isEmpty();
  }

  @Test
  void lookupIgnoresCase() {
    load(ZONE);
    assertThat(at("WWW.Example.ORG.")).hasSize(2);
  }

  @Test
  void lookupDoesNotExpandWildcards() {
    load(ZONE);
    assertThat(at("a.wild.example.org.")).isEmpty();
    assertThat(at("*.wild.example.org."))
        .containsExactly("*.wild.example.org. 300 TXT \"any\" \"thing\"");
  }

  @Test
  void lookupOfSeveralNamesGivesThoseThatExist() {
    ZoneInfo zone = load(ZONE);
    List<Name> wanted = new ArrayList<>();
    for (String name : List.of("www", "absent", "*.wild", "sub")) {
      wanted.add(Name.parse(name, APEX));
    }
    wanted.add(APEX);
    assertThat(store.lookup(zone, wanted).keySet())
        .contains(APEX, Name.parse("www", APEX), Name.parse("*.wild", APEX))
        .doesNotContain(Name.parse("absent", APEX));
  }

  @Test
  void lookupOfManyNamesIsNotLimited() {
    StringBuilder text = new StringBuilder(ZONE);
    List<Name> wanted = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      text.append("n").append(i).append(" A 192.0.2.1\n");
      wanted.add(Name.parse("n" + i, APEX));
    }
    ZoneInfo zone = load(text.toString());
    assertThat(store.lookup(zone, wanted)).hasSize(1000);
  }

  @Test
  void contentsAreWhatWasLoaded() {
    load(ZONE);
    assertThat(contents(APEX))
        .hasSize(15)
        .contains(
            "example.org. 300 SOA ns1.example.org. hostmaster.example.org. 7 10800 3600 604800 300",
            "example.org. 300 NS ns.Elsewhere.example.",
            "deep.er.than.that.example.org. 300 MX 10 mail.example.org.",
            "deep.er.than.that.example.org. 300 MX 0 .",
            "_sip._tcp.example.org. 300 SRV 1 2 5060 Sip.example.net.",
            "alias.example.org. 300 CNAME www.example.org.");
  }

  @Test
  void listingBeginsAtTheApexAndKeepsOwnersTogether() {
    ZoneInfo zone = load(ZONE);
    List<Name> owners = new ArrayList<>();
    store
        .capability(RecordListing.class)
        .orElseThrow()
        .list(zone, node -> owners.add(node.owner()));
    assertThat(owners).doesNotHaveDuplicates();
    assertThat(owners.get(0)).isEqualTo(APEX);
  }

  @Test
  void oddNamesAreKept() {
    String x63 = "x".repeat(63);
    List<String> odd = List.of(
        "a\\.b",
        "a\\\\b",
        "sp\\032ace",
        "a\\000b",
        "\\127\\200\\255",
        "a\\@b",
        "\\@",
        "a\\$b",
        "a\\\"b",
        "a\\;b",
        "a\\(b\\)",
        "a'b",
        "a%b_c",
        "_under",
        "*",
        "a.*.b",
        "xn--bcher-kva",
        "1",
        "-",
        "a/b",
        "a!b",
        x63,
        x63 + "." + x63 + "." + x63 + "." + "y".repeat(49));
    StringBuilder text = new StringBuilder("$TTL 60\n@ SOA ns1 h 1 2 3 4 5\n");
    for (String label : odd) {
      text.append(label).append(" TXT \"x\"\n");
    }
    load(text.toString());
    assertThat(Name.parse(odd.get(odd.size() - 1), APEX).length()).isEqualTo(255);
    for (String label : odd) {
      Name name = Name.parse(label, APEX);
      assertThat(at(name.toString())).as(label).hasSize(1);
    }
    assertThat(contents(APEX)).hasSize(odd.size() + 1);
  }

  @Test
  void namesInDataAreKept() {
    List<String> odd = List.of(
        "a\\.b.example.",
        "sp\\032ace.example.",
        "a\\@b.example.",
        "a\\;b.example.",
        ".",
        "a\\(b\\).example.",
        "a\\\"b.example.",
        "Case.Kept.example.",
        "end\\..");
    StringBuilder text = new StringBuilder("$TTL 60\n@ SOA ns1 h 1 2 3 4 5\n");
    for (int i = 0; i < odd.size(); i++) {
      text.append("n").append(i).append(" CNAME ").append(odd.get(i)).append('\n');
    }
    load(text.toString());
    for (int i = 0; i < odd.size(); i++) {
      String owner = "n" + i + ".example.org.";
      String expected = Name.parse(odd.get(i)).toString();
      assertThat(at(owner)).containsExactly(owner + " 60 CNAME " + expected);
    }
  }

  @Test
  void rootZoneIsStored() {
    ZoneText.load(store, Name.ROOT, "$TTL 60\n. SOA a. b. 1 2 3 4 5\n. NS a.\na. A 192.0.2.1\n");
    ZoneInfo zone = store.zone(Name.ROOT).orElseThrow();
    assertThat(zone.apex()).isEqualTo(Name.ROOT);
    assertThat(store.lookup(zone, List.of(Name.ROOT)).get(Name.ROOT).rrsets()).hasSize(2);
    assertThat(contents(Name.ROOT)).hasSize(3).contains(". 60 NS a.", "a. 60 A 192.0.2.1");
  }

  @Test
  void everyKindOfDataIsKept() {
    List<String> datas = List.of(
        "TXT \"\"",
        "TXT \"a\\\"b\\\\c\\000\\255;(\" \"" + "x".repeat(255) + "\"",
        "TXT \"v=1; p=2\"",
        "CAA 0 issue \"ca.example; a=b\"",
        "NAPTR 1 2 \"u\" \"E2U+sip\" \"!^.*$!sip:x@example!\" .",
        "SVCB 1 . alpn=h2,h3 port=53",
        "HTTPS 0 foo.example.",
        "HTTPS 1 . key667=hello.",
        "HINFO \"a b\" \"c.\"",
        "LOC 52 22 23.000 N 4 53 32.000 E -2.00m 1m 10000m 10m",
        "DS 1 13 2 " + "ab".repeat(32),
        "TYPE65226 \\# 3 abcdef",
        "TYPE65226 \\# 0",
        "RP mail.box.example. .",
        "SRV 0 100 389 host.example.",
        "URI 1 2 \"ftp://x.example/.\"",
        "AFSDB 1 host.example.",
        "KX 1 host.example.",
        "PTR host.example.",
        "DNAME other.example.",
        "IPSECKEY 10 0 2 . AQNRU3mG7TVTO2BkR47usntb102uFJtugbo6BSGvgqt4AQ==",
        "DNSKEY 257 3 13 " + "A".repeat(86) + "==",
        "ALIAS target.example.",
        "APL 1:192.0.2.0/24",
        "NSEC3PARAM 1 0 0 -",
        "EUI48 00-00-5e-00-53-2a",
        "LUA A \"ifportup(443, {'192.0.2.1'})\"");
    StringBuilder text = new StringBuilder("$TTL 60\n@ SOA ns1 h 1 2 3 4 5\n");
    List<RRset> sets = new ArrayList<>();
    for (int i = 0; i < datas.size(); i++) {
      String[] typeAndData = datas.get(i).split(" ", 2);
      sets.add(ZoneText.rrset("n" + i + ".example.org.", 60, typeAndData[0], typeAndData[1]));
      text.append("n").append(i).append(" ").append(datas.get(i)).append('\n');
    }
    ZoneInfo zone = load(text.toString());
    for (RRset set : sets) {
      assertThat(store.lookup(zone, List.of(set.owner())).get(set.owner()).rrsets())
          .containsExactly(set);
    }
  }

  @Test
  void bigRRsetIsKept() {
    StringBuilder text = new StringBuilder("$TTL 60\n@ SOA ns1 h 1 2 3 4 5\n");
    for (int i = 0; i < 5000; i++) {
      text.append("big A 10.0.").append(i / 250).append('.').append(i % 250).append('\n');
    }
    load(text.toString());
    assertThat(at("big.example.org.")).hasSize(5000);
  }

  @Test
  void longTextIsKept() {
    String strings = ("\"" + "x".repeat(250) + "\" ").repeat(200);
    load("$TTL 60\n@ SOA ns1 h 1 2 3 4 5\nlong TXT " + strings + "\n");
    assertThat(at("long.example.org."))
        .containsExactly("long.example.org. 60 TXT " + strings.trim());
  }

  @Test
  void ttlIsKeptOverItsRange() {
    load("""
        @ 0 SOA ns1 h 1 2 3 4 5
        most 2147483647 A 192.0.2.1
        """);
    assertThat(at("most.example.org.")).containsExactly("most.example.org. 2147483647 A 192.0.2.1");
    assertThat(at("example.org.").get(0)).startsWith("example.org. 0 SOA");
  }

  // Empty non-terminals

  @Test
  void emptyNonTerminalsAreVisible() {
    load(ZONE);
    for (String name : List.of("that", "than.that", "er.than.that", "wild", "_tcp")) {
      assertThat(exists(name + ".example.org.")).as(name).isTrue();
      assertThat(view().node(Name.parse(name, APEX)).orElseThrow().rrsets()).isEmpty();
    }
    assertThat(exists("absent.that.example.org.")).isFalse();
    assertThat(exists("hat.example.org.")).isFalse();
  }

  @Test
  void emptyNonTerminalsFollowChanges() {
    load(ZONE);
    change(Changeset.of(APEX)
        .add(ZoneText.rrset("a.new.one.example.org.", 60, "A", "192.0.2.1"))
        .build());
    assertThat(exists("new.one.example.org.")).isTrue();
    assertThat(exists("one.example.org.")).isTrue();
    change(Changeset.of(APEX)
        .add(ZoneText.rrset("new.one.example.org.", 60, "A", "192.0.2.1"))
        .build());
    change(Changeset.of(APEX).deleteName(Name.parse("a.new.one.example.org.")).build());
    assertThat(at("new.one.example.org.")).hasSize(1);
    change(Changeset.of(APEX).deleteName(Name.parse("new.one.example.org.")).build());
    assertThat(exists("new.one.example.org.")).isFalse();
    assertThat(exists("one.example.org.")).isFalse();
    change(Changeset.of(APEX)
        .deleteName(Name.parse("deep.er.than.that.example.org."))
        .build());
    assertThat(exists("that.example.org.")).isFalse();
    assertThat(exists("wild.example.org.")).isTrue();
  }

  @Test
  void nameWithDataBelowStaysWhenItsOwnDataGo() {
    load(ZONE + "www.www A 192.0.2.9\n");
    change(Changeset.of(APEX).deleteName(Name.parse("www.example.org.")).build());
    assertThat(exists("www.example.org.")).isTrue();
    assertThat(at("www.www.example.org.")).hasSize(1);
  }

  // Changes

  @Test
  void changesetIsApplied() {
    load(ZONE);
    change(Changeset.of(APEX)
        .add(ZoneText.rrset("www.example.org.", 90, "A", "192.0.2.3", "192.0.2.5"))
        .replace(ZoneText.rrset("ns1.example.org.", 10, "A", "192.0.2.6"))
        .deleteRRset(Name.parse("alias.example.org."), RecordType.CNAME)
        .deleteRecord(
            Name.parse("example.org."),
            ZoneText.rrset(".", 0, "NS", "NS.elsewhere.example.").rdata(0))
        .deleteRecord(
            Name.parse("deep.er.than.that.example.org."),
            ZoneText.rrset(".", 0, "MX", "0 .").rdata(0))
        .build());
    assertThat(at("www.example.org."))
        .containsExactly(
            "www.example.org. 90 A 192.0.2.2",
            "www.example.org. 90 A 192.0.2.3",
            "www.example.org. 90 A 192.0.2.5");
    assertThat(at("ns1.example.org."))
        .containsExactly(
            "ns1.example.org. 10 A 192.0.2.6", "ns1.example.org. 300 AAAA 2001:db8::1");
    assertThat(at("alias.example.org.")).isEmpty();
    assertThat(at("deep.er.than.that.example.org.")).hasSize(1);
    assertThat(contents(APEX)).hasSize(13);
  }

  @Test
  void transactionSeesItsOwnChanges() {
    load(ZONE);
    try (ZoneTransaction tx = begin()) {
      RRset soa = tx.lookup(APEX).orElseThrow().rrsets().stream()
          .filter(set -> set.type() == RecordType.SOA)
          .findFirst()
          .orElseThrow();
      tx.apply(Changeset.of(APEX).replace(Serial.with(soa, 8)).build());
      assertThat(tx.lookup(APEX).orElseThrow().rrsets()).contains(Serial.with(soa, 8));
      assertThat(at("example.org.")).anyMatch(line -> line.contains(" 7 10800"));
      tx.commit();
    }
    assertThat(at("example.org.")).anyMatch(line -> line.contains(" 8 10800"));
  }

  @Test
  void closedTransactionChangesNothing() {
    load(ZONE);
    SortedSet<String> before = contents(APEX);
    try (ZoneTransaction tx = begin()) {
      tx.apply(Changeset.of(APEX).deleteName(Name.parse("www.example.org.")).build());
      tx.setMetadata("X-TEST", List.of("1"));
      tx.update(tx.zone().orElseThrow().withAccount("other"));
    }
    assertThat(contents(APEX)).isEqualTo(before);
    assertThat(store.zone(APEX).orElseThrow().account()).isEmpty();
    assertThat(store.capability(MetadataStore.class).orElseThrow().allMetadata(APEX))
        .isEmpty();
  }

  @Test
  void refusedChangeLeavesTheZone() {
    load(ZONE);
    SortedSet<String> before = contents(APEX);
    List<Changeset> bad = List.of(
        Changeset.of(APEX)
            .add(ZoneText.rrset("www.example.org.", 60, "CNAME", "x."))
            .build(),
        Changeset.of(APEX)
            .add(ZoneText.rrset("alias.example.org.", 60, "A", "192.0.2.1"))
            .build(),
        Changeset.of(APEX)
            .add(ZoneText.rrset("alias.example.org.", 300, "CNAME", "y."))
            .build(),
        Changeset.of(APEX)
            .add(ZoneText.rrset("example.net.", 60, "A", "192.0.2.1"))
            .build(),
        Changeset.of(APEX)
            .add(ZoneText.rrset("www.example.org.", 60, "SOA", "a. b. 1 2 3 4 5"))
            .build(),
        Changeset.of(APEX)
            .add(ZoneText.rrset("example.org.", 60, "SOA", "a. b. 1 2 3 4 5"))
            .build());
    for (Changeset changes : bad) {
      try (ZoneTransaction tx = begin()) {
        tx.apply(Changeset.of(APEX)
            .add(ZoneText.rrset("fine.example.org.", 60, "A", "192.0.2.1"))
            .build());
        assertThatThrownBy(() -> tx.apply(changes))
            .as("%s", changes)
            .isInstanceOf(ChangeRefusedException.class);
      }
    }
    assertThat(contents(APEX)).isEqualTo(before);
  }

  @Test
  void changeOfZoneThatIsNotThereFails() {
    try (ZoneTransaction tx = begin()) {
      assertThatThrownBy(() -> tx.apply(Changeset.of(APEX)
              .add(ZoneText.rrset("www.example.org.", 60, "A", "192.0.2.1"))
              .build()))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("example.org.");
    }
  }

  @Test
  void endedTransactionIsOfNoUse() {
    ZoneTransaction tx = begin();
    tx.create(ZoneKind.NATIVE);
    tx.commit();
    assertThatThrownBy(tx::commit).isInstanceOf(IllegalStateException.class);
    tx.close();
    assertThat(store.zone(APEX)).isPresent();
  }

  // Loads

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
    MetadataStore metadata = store.capability(MetadataStore.class).orElseThrow();
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

  // Metadata, marks, neighbours

  @Test
  void metadataIsKeptInOrderAndKindsAreOfAnyCase() {
    load(ZONE);
    MetadataStore metadata = store.capability(MetadataStore.class).orElseThrow();
    metadata.setMetadata(APEX, "X-B", List.of("two", "one", "two", ""));
    metadata.setMetadata(APEX, "ALLOW-AXFR-FROM", List.of("192.0.2.0/24"));
    assertThat(metadata.metadata(APEX, "x-b")).containsExactly("two", "one", "two", "");
    assertThat(metadata.allMetadata(APEX).keySet()).containsExactly("ALLOW-AXFR-FROM", "X-B");
    metadata.setMetadata(APEX, "x-b", List.of());
    assertThat(metadata.allMetadata(APEX)).containsOnlyKeys("ALLOW-AXFR-FROM");
    assertThat(metadata.metadata(Name.parse("absent.example."), "X-B")).isEmpty();
    assertThatThrownBy(() -> metadata.setMetadata(Name.parse("absent."), "X-B", List.of("1")))
        .isInstanceOf(StoreException.class);
  }

  @Test
  void changeMarkMovesWithEachCommitAndOnlyThen() {
    ChangeMark mark = store.capability(ChangeMark.class).orElseThrow();
    load(ZONE);
    long before = mark.changeMark();
    assertThat(mark.changeMark()).isEqualTo(before);
    contents(APEX);
    begin().close();
    assertThat(mark.changeMark()).isEqualTo(before);
    change(Changeset.of(APEX).deleteName(Name.parse("www.example.org.")).build());
    assertThat(mark.changeMark()).isNotEqualTo(before);
  }

  @Test
  void neighboursAreInCanonicalOrder() {
    ZoneInfo zone = load("""
        $TTL 60
        @ SOA ns1 h 1 2 3 4 5
        @ NSEC a SOA
        a NSEC y.a A
        a A 192.0.2.1
        y.a NSEC z TXT
        y.a TXT "x"
        sub NS ns.sub
        ns.sub A 192.0.2.1
        z NSEC @ A
        """);
    Neighbours neighbours = store.capability(Neighbours.class).orElseThrow();
    Map<String, String> before = Map.of(
        "@", "@", "0", "@", "a", "a", "a.a", "a", "Z.A", "y.a", "b.y.a", "y.a", "\\000.a", "a", "q",
        "y.a", "zz", "z", "\\200", "z");
    before.forEach((name, expected) -> {
      Name asked = name.equals("@") ? APEX : Name.parse(name, APEX);
      Name found = expected.equals("@") ? APEX : Name.parse(expected, APEX);
      assertThat(neighbours.atOrBefore(zone, asked, RecordType.NSEC)).as(name).contains(found);
    });
    assertThat(neighbours.atOrBefore(zone, APEX, RecordType.NSEC3)).isEqualTo(Optional.empty());
  }
}
