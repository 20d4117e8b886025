package org.polderdns.zone;

import java.util.List;
import org.polderdns.wire.Name;

/**
 * Where a walk through a zone to a name ended ({@link ZoneView#find}). An object to be used again,
 * by one thread; views set it, the answer algorithm reads it.
 */
public final class Search {
  /** How the walk ended. */
  public enum Outcome {
    /** The name exists, perhaps as an empty non-terminal. */
    EXACT,

    /** The name does not exist and the closest encloser has a wildcard. */
    WILDCARD,

    /** A zone cut is above the name or at it. */
    DELEGATED,

    /** A DNAME is above the name. */
    REDIRECTED,

    /** The name does not exist and no wildcard stands for it. */
    ABSENT
  }

  private static final ZoneNode NONE = ZoneNode.of(Name.ROOT, List.of());

  private final boolean followsDname;
  private Outcome outcome = Outcome.ABSENT;
  private ZoneNode node = NONE;
  private int encloserLabels;

  /** A search that ends at a DNAME above the name. */
  public Search() {
    this(true);
  }

  /**
   * @param followsDname whether the walk ends at a DNAME above the name, or passes by as if it were
   *     data like any other
   */
  public Search(boolean followsDname) {
    this.followsDname = followsDname;
  }

  public boolean followsDname() {
    return followsDname;
  }

  /** The node of the name itself. */
  public void exact(ZoneNode found) {
    set(Outcome.EXACT, found, found.name().labelCount());
  }

  /**
   * A wildcard's node.
   *
   * @param labels those of the closest encloser, which is the wildcard's parent
   */
  public void wildcard(ZoneNode found, int labels) {
    set(Outcome.WILDCARD, found, labels);
  }

  /** The node with the NS RRset. */
  public void delegated(ZoneNode cut) {
    set(Outcome.DELEGATED, cut, cut.name().labelCount());
  }

  /** The node with the DNAME. */
  public void redirected(ZoneNode dname) {
    set(Outcome.REDIRECTED, dname, dname.name().labelCount());
  }

  /**
   * No node.
   *
   * @param labels those of the closest encloser
   */
  public void absent(int labels) {
    set(Outcome.ABSENT, NONE, labels);
  }

  private void set(Outcome how, ZoneNode where, int labels) {
    outcome = how;
    node = where;
    encloserLabels = labels;
  }

  public Outcome outcome() {
    return outcome;
  }

  /** The node of the outcome; for {@link Outcome#ABSENT} one of no meaning. */
  public ZoneNode node() {
    return node;
  }

  /** Labels of the closest encloser, or of the node found if the name was reached. */
  public int encloserLabels() {
    return encloserLabels;
  }
}
