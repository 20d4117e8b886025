package org.polderdns.backend.check;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.polderdns.backend.Backend;
import org.polderdns.backend.Neighbours;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.ZoneLoad;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.records.Rdata;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/** Whether names are in canonical order, by which NSEC records deny others (RFC 4034 §6.1). */
final class OrderChecks extends Checks {
  OrderChecks(Backend store, Name apex) {
    super(store, apex);
  }

  void run(Runner runner) {
    NavigableSet<Name> names = names();
    runner.accept("names are sorted", () -> load(names));
    runner.accept(
        "ordername sorting is correct for names starting with _",
        () -> wrongNeighbour(names, child("a")));
    runner.accept("ordername sorting is bytewise", () -> wrongNeighbour(names));
  }

  /** Characters of labels that are not escaped, in their order. */
  private static List<Character> characters() {
    List<Character> characters = new ArrayList<>();
    for (char c = '!'; c <= '~'; c++) {
      if (c != '.' && c != '\\' && (c < 'A' || c > 'Z')) {
        characters.add(c);
      }
    }
    return characters;
  }

  /** A name of every second character but a, which comes after _, with a name below it. */
  private NavigableSet<Name> names() {
    NavigableSet<Name> names = new TreeSet<>();
    names.add(apex);
    List<Character> characters = characters();
    int first = characters.indexOf('_') % 2;
    characters.remove(Character.valueOf('a'));
    for (int i = first; i < characters.size(); i += 2) {
      Name name = child(characters.get(i).toString());
      names.add(name);
      names.add(name.child(label("n")));
    }
    return names;
  }

  private String load(NavigableSet<Name> names) {
    try (ZoneTransaction tx = begin()) {
      ZoneLoad load = tx.replaceAll();
      load.add(
          apex,
          RecordType.SOA,
          60,
          Rdata.parse(RecordType.SOA, "ns1 h 1 2 3 4 5", apex).octets());
      for (Name name : names) {
        Name next = Optional.ofNullable(names.higher(name)).orElse(apex);
        load.add(
            name,
            RecordType.NSEC,
            60,
            Rdata.parse(RecordType.NSEC, next + " NSEC", apex).octets());
      }
      load.finish();
      tx.commit();
    }
    return "";
  }

  /** Asks for the names of all characters, of which half are not there. */
  private String wrongNeighbour(NavigableSet<Name> names) {
    for (Character character : characters()) {
      String wrong = wrongNeighbour(names, child(character.toString()));
      if (!wrong.isEmpty()) {
        return wrong;
      }
    }
    return "";
  }

  private String wrongNeighbour(NavigableSet<Name> names, Name asked) {
    ZoneInfo zone = zone();
    Optional<Name> found = role(Neighbours.class).atOrBefore(zone, asked, RecordType.NSEC);
    return difference(
        asked + " after " + Optional.ofNullable(names.floor(asked)), asked + " after " + found);
  }
}
