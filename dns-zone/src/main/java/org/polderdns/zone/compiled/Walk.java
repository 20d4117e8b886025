package org.polderdns.zone.compiled;

import org.polderdns.zone.Search;

/**
 * Finds where the walk from a zone's apex to a name ends, as {@link
 * org.polderdns.zone.ZoneView#find} says, without making an object. For one thread, used again.
 */
final class Walk {
  private Search.Outcome outcome = Search.Outcome.ABSENT;
  private int place;
  private int encloserLabels;

  Search.Outcome outcome() {
    return outcome;
  }

  /** The place of the node of the outcome, 0 for {@link Search.Outcome#ABSENT}. */
  int place() {
    return place;
  }

  /** Labels of the closest encloser, or of the node found if the name was reached. */
  int encloserLabels() {
    return encloserLabels;
  }

  /** Walks to a name at or below the apex. */
  void to(LaidOutZone zone, NameKey key, boolean followsDname) {
    if (zone.hasDetours()) {
      down(zone, key, followsDname);
    } else {
      up(zone, key);
    }
  }

  /** No cut, DNAME or name that counts as absent stands above another: the longest match decides. */
  private void up(LaidOutZone zone, NameKey key) {
    int apex = zone.apexLabels();
    for (int labels = key.labels(); ; labels--) {
      int found = labels == apex ? zone.apexPlace() : zone.place(key, labels);
      if (found != 0 && (zone.flags(found) & Blocks.HASHED) == 0) {
        if (labels == key.labels()) {
          end(Search.Outcome.EXACT, found, labels);
        } else {
          absent(zone, key, labels);
        }
        return;
      }
    }
  }

  private void down(LaidOutZone zone, NameKey key, boolean followsDname) {
    int at = zone.apexPlace();
    for (int labels = zone.apexLabels(); labels < key.labels(); ) {
      if (followsDname && (zone.flags(at) & Blocks.DNAME) != 0) {
        end(Search.Outcome.REDIRECTED, at, labels);
        return;
      }
      int next = zone.place(key, labels + 1);
      if (next == 0 || (zone.flags(next) & Blocks.HASHED) != 0) {
        absent(zone, key, labels);
        return;
      }
      at = next;
      labels++;
      if ((zone.flags(at) & Blocks.CUT) != 0) {
        end(Search.Outcome.DELEGATED, at, labels);
        return;
      }
    }
    end(Search.Outcome.EXACT, at, key.labels());
  }

  private void absent(LaidOutZone zone, NameKey key, int labels) {
    int wildcard = zone.wildcardPlace(key, labels);
    end(wildcard != 0 ? Search.Outcome.WILDCARD : Search.Outcome.ABSENT, wildcard, labels);
  }

  private void end(Search.Outcome how, int where, int labels) {
    outcome = how;
    place = where;
    encloserLabels = labels;
  }
}
