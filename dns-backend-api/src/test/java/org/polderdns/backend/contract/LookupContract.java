package org.polderdns.backend.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.polderdns.backend.BulkLookup;
import org.polderdns.backend.RecordListing;
import org.polderdns.backend.StoredNode;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.zone.change.Changeset;

/** What was stored is found, whole and unchanged. */
abstract class LookupContract extends RolesContract {
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
  void namesOfSeveralZonesAreLookedUpAtOnce() {
    BulkLookup bulk = needs(BulkLookup.class);
    ZoneInfo zone = load(ZONE);
    Name below = Name.parse("sub.example.org.");
    ZoneText.load(store, below, "@ 60 SOA ns1 h 1 2 3 4 5\n@ 60 NS ns\nns 60 A 192.0.2.66\n");
    List<Name> owners = new ArrayList<>(List.of(
        APEX, below, Name.parse("ns", below), Name.parse("*.wild", APEX), Name.parse("a", below)));
    for (int i = 0; i < 400; i++) {
      owners.add(Name.parse("n" + i, below)); // more than one statement
    }
    owners.add(Name.parse("WWW", APEX));
    List<BulkLookup.Wanted> wanted = List.of(
        new BulkLookup.Wanted(store.zone(below).orElseThrow(), owners),
        new BulkLookup.Wanted(zone, owners));
    List<Map<Name, StoredNode>> found = bulk.lookup(wanted);
    assertThat(found).hasSize(2);
    for (int i = 0; i < 2; i++) {
      assertThat(lines(found.get(i))).isEqualTo(lines(store.lookup(wanted.get(i).zone(), owners)));
    }
    assertThat(lines(found.get(0))).contains("ns.sub.example.org. 60 A 192.0.2.66");
    assertThat(lines(found.get(1)))
        .contains("www.example.org. 60 A 192.0.2.3")
        .doesNotContain("ns.sub.example.org. 60 A 192.0.2.66");
  }

  private static SortedSet<String> lines(Map<Name, StoredNode> nodes) {
    SortedSet<String> lines = new TreeSet<>();
    nodes.values().forEach(node -> node.rrsets().forEach(set -> lines.addAll(ZoneText.lines(set))));
    return lines;
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
}
