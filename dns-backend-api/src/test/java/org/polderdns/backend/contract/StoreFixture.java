package org.polderdns.backend.contract;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.polderdns.backend.Backend;
import org.polderdns.backend.BackendSet;
import org.polderdns.backend.RecordListing;
import org.polderdns.backend.StoredNode;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.wire.Name;
import org.polderdns.zone.ZoneView;
import org.polderdns.zone.change.Changeset;

/** A store for each test and what the tests do with it. */
abstract class StoreFixture {
  protected static final Name APEX = Name.parse("example.org.");

  /** Every octet that some layer may take for something else. */
  static final String ZONE = """
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

  /** For tests of zones that are made, changed and deleted in the store. */
  final void needsToMakeZones() {
    assumeThat(ZoneText.writing(store).makesZones()).isTrue();
  }

  /** The role of that type; without it there is nothing to test. */
  final <T> T needs(Class<T> role) {
    assumeThat(store.capability(role)).isPresent();
    return store.capability(role).orElseThrow();
  }

  final ZoneInfo load(String text) {
    return ZoneText.load(store, APEX, text);
  }

  final ZoneTransaction begin() {
    return ZoneText.writing(store).begin(APEX);
  }

  final void change(Changeset changes) {
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

  final List<String> at(String owner) {
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

  final ZoneView view() {
    return new BackendSet(List.of(store), BackendSet.Options.DEFAULT).zone(APEX).orElseThrow();
  }

  final boolean exists(String owner) {
    return view().node(Name.parse(owner)).isPresent();
  }
}
