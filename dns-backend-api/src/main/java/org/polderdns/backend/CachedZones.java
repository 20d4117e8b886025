package org.polderdns.backend;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.cache.OctetTable;
import org.polderdns.wire.Name;
import org.polderdns.zone.compiled.HeldPlace;
import org.polderdns.zone.compiled.KnownZones;

/**
 * What is kept of zones of stores that may block, for a thread that must not wait. No store is asked
 * here, not for its change mark either: somebody else has to look for changes now and then.
 */
final class CachedZones implements KnownZones {
  private final NodeCache cache;
  private final PlainFacts plain;
  private final Runnable unlisted;
  private final CachedZone zone = new CachedZone();
  private final Optional<Finder> opened = Optional.of(zone);

  /** @param unlisted counts a question whose zone no list told */
  CachedZones(NodeCache cache, PlainFacts plain, Runnable unlisted) {
    this.cache = cache;
    this.plain = plain;
    this.unlisted = unlisted;
  }

  @Override
  public void nowhere() {
    unlisted.run();
  }

  @Override
  public Optional<Finder> open(HeldPlace place) {
    if (!(place instanceof Elsewhere elsewhere)
        || elsewhere.store().isMixed()
        || !plain.isPlain(elsewhere)) {
      return Optional.empty();
    }
    zone.begin(elsewhere);
    return opened;
  }

  /** One zone. */
  private final class CachedZone implements Finder, OctetTable.Wanted {
    private @Nullable Elsewhere place; // null before the first
    private int order;
    private long id;
    private long mark;
    private long now;

    private byte[] name = {};
    private int from;
    private int to;
    private boolean wildcard;

    void begin(Elsewhere opened) {
      place = opened;
      order = opened.store().order();
      id = opened.id();
      mark = opened.store().watch().seenMark();
      now = cache.now();
    }

    @Override
    public byte[] find(long hash, byte[] octets, int begin, int end, boolean below) {
      name = octets;
      from = begin;
      to = end;
      wildcard = below;
      byte[] entry = cache.find(hash, this, mark, now);
      if (entry == null || KeptNode.isBroken(entry)) {
        return UNKNOWN;
      }
      if (!KeptNode.isAbsent(entry)) {
        return entry;
      }
      return isSurelyAbsent() ? ABSENT : UNKNOWN;
    }

    @Override
    public boolean is(byte[] entry) {
      return KeptNode.is(entry, order, id, name, from, to, wildcard);
    }

    /** Whether a name that was not found is known to be no empty non-terminal. */
    private boolean isSurelyAbsent() {
      Elsewhere opened = place;
      Set<Name> ents = opened == null ? null : opened.store().knownEnts(id);
      return ents != null && (ents.isEmpty() || !ents.contains(whole(opened)));
    }

    private Name whole(Elsewhere opened) {
      byte[] apex = opened.apex().toOctets().toArray();
      int asterisk = wildcard ? 2 : 0;
      byte[] all = new byte[asterisk + to - from + apex.length];
      if (wildcard) {
        all[0] = 1;
        all[1] = '*';
      }
      System.arraycopy(name, from, all, asterisk, to - from);
      System.arraycopy(apex, 0, all, asterisk + to - from, apex.length);
      return Name.ofWire(all);
    }

    @Override
    public void answered() {
      cache.countHit();
      Elsewhere opened = place;
      if (opened != null) {
        opened.store().countListed();
        plain.countHit(opened);
      }
    }
  }
}
