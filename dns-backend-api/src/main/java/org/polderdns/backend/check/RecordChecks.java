package org.polderdns.backend.check;

import java.util.HashSet;
import java.util.List;
import org.polderdns.backend.Backend;
import org.polderdns.backend.RecordListing;
import org.polderdns.backend.StoredNode;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.records.RRset;
import org.polderdns.records.Rdata;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.change.Changeset;

/** Records that are large, odd, or at the ends of their ranges. */
final class RecordChecks extends Checks {
  /** As many strings of 255 octets as columns of 64,000 characters have room for. */
  private static final int STRINGS = 248;

  private static final long MOST_SECONDS = 0x7fffffffL;

  RecordChecks(Backend store, Name apex) {
    super(store, apex);
  }

  void run(Runner runner) {
    Name owner = child("data");
    runner.accept("content field is over 255 bytes", () -> kept(txt(child("long"), 2)));
    runner.accept("content takes 63,488 octets of TXT", () -> kept(txt(child("longest"), STRINGS)));
    runner.accept(
        "every octet in text",
        () -> kept(RRset.of(owner, 60, new Rdata(RecordType.TXT, everyOctet()))));
    runner.accept("quotes and backslashes", () -> kept(owner, "TXT", "\"a\\\"b\\\\\" \"\" \"'\""));
    runner.accept("names of 255 octets", () -> kept(longest(), "A", "192.0.2.1"));
    runner.accept(
        "names of 255 octets as content",
        () -> kept(child("target"), "CNAME", longest().toString()));
    for (String label : List.of("a.b", "a\\b", "a b", "\u0000\u00ff", "*", "@", ";", "'", "%_")) {
      Name name = child(label);
      runner.accept("owner name " + name, () -> kept(name, "A", "192.0.2.1"));
    }
    runner.accept(
        "owner names are found in any case",
        () -> kept(child("UPPER"), "A", "192.0.2.1") + kept(child("upper"), "A", "192.0.2.1"));
    runner.accept(
        "empty non-terminals", () -> kept(child("ent").child(label("b")), "A", "192.0.2.1"));
    runner.accept("Big serials work correctly", this::serial);
    runner.accept(
        "priority of 0 and 65535",
        () -> kept(child("prio"), "MX", "0 .") + kept(child("prio"), "SRV", "65535 0 65535 a."));
    runner.accept(
        "types without mnemonic", () -> kept(child("typeless"), "TYPE65534", "\\# 3 00ff0a"));
    runner.accept(
        "TTL of 0 and 2147483647",
        () -> kept(RRset.of(child("zero"), 0, Rdata.parse(RecordType.A, "192.0.2.1")))
            + kept(RRset.of(child("most"), MOST_SECONDS, Rdata.parse(RecordType.A, "192.0.2.1"))));
    runner.accept("the whole zone is listed", this::listing);
  }

  private static RRset txt(Name owner, int strings) {
    byte[] octets = new byte[strings * 256];
    for (int i = 0; i < octets.length; i++) {
      octets[i] = (byte) (i % 256 == 0 ? 255 : 'a' + i % 26);
    }
    return RRset.of(owner, 60, new Rdata(RecordType.TXT, Octets.wrap(octets)));
  }

  private static Octets everyOctet() {
    byte[] octets = new byte[258];
    octets[0] = (byte) 128;
    octets[129] = (byte) 128;
    for (int i = 0; i < 128; i++) {
      octets[1 + i] = (byte) i;
      octets[130 + i] = (byte) (128 + i);
    }
    return Octets.wrap(octets);
  }

  private Name longest() {
    Name name = apex;
    while (name.length() < Name.MAX_LENGTH - 1) {
      int label = Math.min(Name.MAX_LABEL_LENGTH, Name.MAX_LENGTH - name.length() - 1);
      if (Name.MAX_LENGTH - name.length() - 1 - label == 1) {
        label--; // a label needs two octets
      }
      name = name.child(label("x".repeat(label)));
    }
    return name;
  }

  private String kept(Name owner, String type, String content) {
    RecordType parsed = RecordType.parse(type);
    return kept(RRset.of(owner, 60, Rdata.parse(parsed, content, apex)));
  }

  /** Writes an RRset and reads it. */
  private String kept(RRset rrset) {
    try (ZoneTransaction tx = begin()) {
      tx.apply(Changeset.of(apex).replace(rrset).build());
      tx.commit();
    }
    return difference(text(rrset), text(rrset.owner(), rrset.type()));
  }

  private static String text(RRset rrset) {
    return rrset.ttl() + " " + new HashSet<>(rrset.rdatas());
  }

  private String text(Name owner, RecordType type) {
    StoredNode node = store.lookup(zone(), List.of(owner)).get(owner);
    if (node == null) {
      return "no such name";
    }
    return node.rrsets().stream()
        .filter(rrset -> rrset.type() == type)
        .findFirst()
        .map(RecordChecks::text)
        .orElse(node.broken().contains(type) ? "a record that cannot be read" : "no such type");
  }

  private String serial() {
    RRset soa = RRset.of(
        apex, 3600, Rdata.parse(RecordType.SOA, "ns1 h 4294967295 0 2147483647 1 0", apex));
    String problem = kept(soa);
    if (!problem.isEmpty()) {
      return problem;
    }
    for (long serial : new long[] {1, 4294967295L}) {
      try (ZoneTransaction tx = begin()) {
        tx.update(zone().withNotifiedSerial(serial));
        tx.commit();
      }
      problem = difference(serial, zone().notifiedSerial());
      if (!problem.isEmpty()) {
        return "notified serial: " + problem;
      }
    }
    return "";
  }

  private String listing() {
    long[] count = {0, 0};
    role(RecordListing.class).list(zone(), node -> {
      count[0] += node.rrsets().size();
      count[1] += node.broken().size();
    });
    return count[0] > 20 && count[1] == 0
        ? ""
        : "found " + count[0] + " RRsets, and " + count[1] + " that cannot be read";
  }
}
