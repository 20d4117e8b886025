package org.polderdns.zone.scenario;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.polderdns.wire.Name;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.ZoneTree;
import org.polderdns.zone.compiled.HeldPlace;
import org.polderdns.zone.compiled.KnownZones;
import org.polderdns.zone.compiled.LaidOutNodes;
import org.polderdns.zone.compiled.ZoneTable;

/** Some nodes of trees, as a cache of them would have. */
final class KnownTrees implements KnownZones {
  private final Map<HeldPlace, Optional<Finder>> finders = new HashMap<>();
  private final ZoneTable places = new ZoneTable();

  /**
   * @param known which names are known, with what is there or that nothing is
   */
  KnownTrees(Collection<ZoneTree> trees, Predicate<Name> known) {
    for (ZoneTree tree : trees) {
      Place place = new Place(tree.apex());
      places.hold(place);
      finders.put(place, Optional.of(new TreeFinder(tree, known)));
    }
  }

  ZoneTable places() {
    return places;
  }

  @Override
  public Optional<Finder> open(HeldPlace place) {
    return finders.getOrDefault(place, Optional.empty());
  }

  private static final class Place extends HeldPlace {
    Place(Name apex) {
      super(apex);
    }

    @Override
    public ZoneNode apexNode() {
      throw new IllegalStateException("only the place");
    }

    @Override
    public Optional<ZoneNode> node(Name name) {
      throw new IllegalStateException("only the place");
    }
  }

  private static final class TreeFinder implements Finder {
    private final ZoneTree tree;
    private final Predicate<Name> known;
    private final LaidOutNodes nodes = new LaidOutNodes();
    private final Map<Name, byte[]> found = new HashMap<>();

    TreeFinder(ZoneTree tree, Predicate<Name> known) {
      this.tree = tree;
      this.known = known;
    }

    @Override
    public byte[] find(long hash, byte[] name, int from, int to, boolean wildcard) {
      byte[] apex = tree.apex().toOctets().toArray();
      byte[] whole = new byte[to - from + apex.length];
      System.arraycopy(name, from, whole, 0, to - from);
      System.arraycopy(apex, 0, whole, to - from, apex.length);
      Name asked = wildcard ? Name.ofWire(whole).wildcardChild() : Name.ofWire(whole);
      return known.test(asked) ? found.computeIfAbsent(asked, this::laidOut) : UNKNOWN;
    }

    private byte[] laidOut(Name name) {
      return tree.node(name)
          .map(node -> nodes.write(tree.apex(), node.name(), node.rrsets(), 0))
          .orElse(ABSENT);
    }

    @Override
    public void answered() {}
  }
}
