package org.polderdns.backend.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.polderdns.backend.DenialOrder;
import org.polderdns.backend.NameOrder;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.ZoneKind;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.HashSpan;
import org.polderdns.zone.NameSpan;
import org.polderdns.zone.Nsec3Hash;
import org.polderdns.zone.change.Changeset;

/** Denial chains of zones that have no NSEC and NSEC3 records. */
abstract class OrderContract extends LoadContract {
  private static final String DELEGATIONS = ZONE + """
      lame NS ns.elsewhere.example.
      x.to.lame.ones NS ns.x.to.lame.ones
      ns.x.to.lame.ones A 192.0.2.5
      """;

  private static final List<String> NAMES = List.of(
      "@",
      "alias",
      "lame",
      "x.to.lame.ones",
      "ns1",
      "sub",
      "_sip._tcp",
      "deep.er.than.that",
      "*.wild",
      "www");

  private static final List<String> EMPTY =
      List.of("_tcp", "that", "than.that", "er.than.that", "wild");

  private static final List<String> EMPTY_ABOVE_LAME = List.of("ones", "lame.ones", "to.lame.ones");

  private static Name name(String text) {
    return text.equals("@") ? APEX : Name.parse(text, APEX);
  }

  @Test
  void spansOfNamesAreTheNsecChain() {
    ZoneInfo zone = load(DELEGATIONS);
    checkNames(zone, NAMES);
    assertThat(needs(DenialOrder.class).spanOf(zone, new Nsec3Hash().of(APEX, 0, Octets.EMPTY)))
        .isEmpty();
  }

  @Test
  void spansOfNamesFollowChanges() {
    ZoneInfo zone = load(DELEGATIONS);
    change(Changeset.of(APEX)
        .deleteName(name("alias"))
        .deleteRRset(name("sub"), RecordType.NS)
        .deleteRRset(name("sub"), RecordType.DS)
        .add(ZoneText.rrset("not.there.yet.example.org.", 60, "A", "192.0.2.6"))
        .build());
    List<String> names = new ArrayList<>(NAMES);
    names.removeAll(List.of("alias", "sub"));
    names.addAll(List.of("ns.sub", "not.there.yet"));
    checkNames(zone, names);
  }

  private void checkNames(ZoneInfo zone, List<String> texts) {
    DenialOrder order = needs(DenialOrder.class);
    NavigableSet<Name> names =
        new TreeSet<>(texts.stream().map(OrderContract::name).toList());
    for (Name name : names) {
      NameSpan expected = new NameSpan(name, after(names, name));
      assertThat(order.spanOf(zone, name)).as("%s", name).contains(expected);
    }
    for (String text :
        List.of("a", "zz", "b.www", "ns.sub", "0.lame", "that", "_tcp", "\\000.www", "WWX", "*")) {
      Name absent = name(text);
      Name before = Objects.requireNonNull(names.floor(absent));
      NameSpan expected = new NameSpan(before, after(names, before));
      assertThat(order.spanOf(zone, absent)).as(text).contains(expected);
    }
  }

  private static Name after(NavigableSet<Name> names, Name name) {
    Name next = names.higher(name);
    return next == null ? APEX : next;
  }

  @Test
  void spansOfHashesAreTheNsec3Chain() {
    hashed("1 0 3 ab");
    ZoneInfo zone = load(DELEGATIONS);
    checkHashes(zone, 3, Octets.of(0xab), List.of(NAMES, EMPTY, EMPTY_ABOVE_LAME));
    assertThat(needs(DenialOrder.class).spanOf(zone, APEX)).isEmpty();
  }

  @Test
  void delegationsWithoutDsAreNotInChainThatOptsOut() {
    hashed("1 1 0 -");
    ZoneInfo zone = load(DELEGATIONS);
    List<String> names = new ArrayList<>(NAMES);
    names.removeAll(List.of("lame", "x.to.lame.ones"));
    checkHashes(zone, 0, Octets.EMPTY, List.of(names, EMPTY));
  }

  @Test
  void spansOfHashesFollowChanges() {
    hashed("1 0 0 -");
    ZoneInfo zone = load(DELEGATIONS);
    change(Changeset.of(APEX)
        .deleteName(name("_sip._tcp"))
        .deleteName(name("x.to.lame.ones"))
        .deleteRRset(name("sub"), RecordType.NS)
        .deleteRRset(name("sub"), RecordType.DS)
        .add(ZoneText.rrset("not.there.yet.example.org.", 60, "A", "192.0.2.6"))
        .build());
    List<String> names = new ArrayList<>(NAMES);
    names.remove("_sip._tcp");
    names.addAll(List.of("ns.sub", "not.there.yet", "there.yet", "yet", "ns.x.to.lame.ones"));
    names.addAll(EMPTY);
    names.remove("_tcp");
    checkHashes(zone, 0, Octets.EMPTY, List.of(names, EMPTY_ABOVE_LAME));
  }

  @Test
  void newOrderOfZoneThatIsThereIsInForceWhenCommitted() {
    ZoneInfo zone = load(DELEGATIONS);
    hashed("1 0 0 aabb");
    checkHashes(zone, 0, Octets.of(0xaa, 0xbb), List.of(NAMES, EMPTY, EMPTY_ABOVE_LAME));
    hashed("1 1 0 cc");
    List<String> names = new ArrayList<>(NAMES);
    names.removeAll(List.of("lame", "x.to.lame.ones"));
    checkHashes(zone, 0, Octets.of(0xcc), List.of(names, EMPTY));
    set(NameOrder.NSEC3NARROW, "1");
    assertThat(needs(DenialOrder.class).spanOf(zone, APEX)).isEmpty();
    set(NameOrder.NSEC3NARROW);
    set(NameOrder.NSEC3PARAM);
    checkNames(zone, NAMES);
  }

  private void checkHashes(ZoneInfo zone, int iterations, Octets salt, List<List<String>> texts) {
    Nsec3Hash hasher = new Nsec3Hash();
    NavigableMap<Octets, Name> chain = new TreeMap<>();
    texts.forEach(some ->
        some.forEach(text -> chain.put(hasher.of(name(text), iterations, salt), name(text))));
    List<Octets> asked = new ArrayList<>(chain.keySet());
    Random random = new Random(5155);
    for (int i = 0; i < 50; i++) {
      byte[] hash = new byte[Nsec3Hash.LENGTH];
      random.nextBytes(hash);
      asked.add(Octets.wrap(hash));
    }
    asked.add(Octets.wrap(new byte[Nsec3Hash.LENGTH]));
    DenialOrder order = needs(DenialOrder.class);
    for (Octets hash : asked) {
      Octets floor = chain.floorKey(hash);
      Octets before = floor == null ? chain.lastKey() : floor;
      Octets higher = chain.higherKey(hash);
      HashSpan expected = new HashSpan(
          before,
          Objects.requireNonNull(chain.get(before)),
          higher == null ? chain.firstKey() : higher);
      assertThat(order.spanOf(zone, hash)).as("%s", hash).contains(expected);
    }
  }

  private void hashed(String param) {
    set(NameOrder.NSEC3PARAM, param);
  }

  private void set(String kind, String... values) {
    needsToMakeZones();
    try (ZoneTransaction tx = begin()) {
      if (tx.zone().isEmpty()) {
        tx.create(ZoneKind.NATIVE);
      }
      tx.setMetadata(kind, List.of(values));
      tx.rectify();
      tx.commit();
    }
  }
}
