package org.polderdns.dnssec.zone;

import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which records of a denial chain are to be made anew, and where they lead, when some places leave
 * the chain and others join it.
 *
 * @param <K> a place in the chain: a name, or a hash
 */
final class ChainLinks<K extends Comparable<K>> {
  private final NavigableSet<K> leaving;
  private final NavigableSet<K> joining;
  private final UnaryOperator<K> staying;
  private final UnaryOperator<K> next;

  /**
   * @param staying of the places that stay, the last before the given one, around the end if need be
   * @param next where the old record of a place led
   */
  ChainLinks(
      NavigableSet<K> leaving,
      NavigableSet<K> joining,
      UnaryOperator<K> staying,
      UnaryOperator<K> next) {
    this.leaving = leaving;
    this.joining = joining;
    this.staying = staying;
    this.next = next;
  }

  /**
   * The places that need a new record, and where each leads.
   *
   * @param changed places that stay and whose record changes for another reason
   */
  SortedMap<K, K> of(Set<K> changed) {
    NavigableSet<K> anew = new TreeSet<>(changed);
    leaving.forEach(place -> anew.add(before(place)));
    for (K place : joining) {
      anew.add(place);
      anew.add(before(place));
    }
    SortedMap<K, K> links = new TreeMap<>();
    anew.forEach(place -> links.put(place, after(place)));
    return links;
  }

  private K before(K place) {
    K old = staying.apply(place);
    @Nullable K joined = joining.lower(place);
    if (old.compareTo(place) < 0) {
      return joined != null && joined.compareTo(old) > 0 ? joined : old;
    }
    if (joined != null) {
      return joined;
    }
    boolean isLast = joining.isEmpty() || joining.last().compareTo(old) < 0;
    return isLast ? old : joining.last();
  }

  private K after(K place) {
    K old = next.apply(joining.contains(place) ? staying.apply(place) : place);
    while (leaving.contains(old)) {
      old = next.apply(old);
    }
    if (joining.isEmpty()) {
      return old;
    }
    @Nullable K higher = joining.higher(place);
    K joined = higher == null ? joining.first() : higher;
    return isBetween(place, joined, old) ? joined : old;
  }

  /** Whether one comes upon {@code middle} on the way from {@code from} to {@code to}. */
  private boolean isBetween(K from, K middle, K to) {
    boolean isAfter = middle.compareTo(from) > 0;
    boolean isBefore = middle.compareTo(to) < 0;
    return from.compareTo(to) < 0 ? isAfter && isBefore : isAfter || isBefore;
  }
}
