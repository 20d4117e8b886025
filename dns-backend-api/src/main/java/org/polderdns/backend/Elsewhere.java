package org.polderdns.backend;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polderdns.wire.Name;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.ZoneView;
import org.polderdns.zone.compiled.HeldPlace;

/** Stands for a zone of a store that may block, where only its name counts; there may be a million. */
final class Elsewhere extends HeldPlace {
  private final LaunchedStore store;
  private final long id;
  private volatile PlainFacts.@Nullable Known plain; // that it is, as was found out last
  private int reading; // guarded by the list that it is in: by which reading it was found last

  Elsewhere(LaunchedStore store, long id, Name apex) {
    super(apex);
    this.store = store;
    this.id = id;
  }

  LaunchedStore store() {
    return store;
  }

  long id() {
    return id;
  }

  PlainFacts.@Nullable Known plain() {
    return plain;
  }

  void plain(PlainFacts.Known known) {
    plain = known;
  }

  /** What look-ups need to know of it. */
  ZoneInfo info() {
    return ZoneInfo.of(id, apex(), ZoneKind.NATIVE);
  }

  int reading() {
    return reading;
  }

  void foundBy(int newReading) {
    reading = newReading;
  }

  @Override
  public ZoneNode apexNode() {
    throw new IllegalStateException(apex() + " is in another store");
  }

  @Override
  public Optional<ZoneNode> node(Name name) {
    throw new IllegalStateException(apex() + " is in another store");
  }

  @Override
  public ZoneView open() {
    return store.open(this);
  }
}
