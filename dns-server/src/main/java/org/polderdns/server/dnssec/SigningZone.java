package org.polderdns.server.dnssec;

import java.time.Clock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.StoreException;
import org.polderdns.dnssec.online.DenialMode;
import org.polderdns.dnssec.online.SigningDefaults;
import org.polderdns.dnssec.online.ZoneSigning;
import org.polderdns.dnssec.online.ZoneSigningException;
import org.polderdns.wire.Name;
import org.polderdns.zone.ZoneView;
import org.polderdns.zone.change.SoaEdit;
import org.polderdns.zone.compiled.CompiledZone;

/**
 * A zone with active keys, and what is served of it: answers signed one by one until all of it has
 * been signed, and the signed version from then on. A later version takes the place of that when it
 * has been signed as well. All of it is guarded by the table that the zone is in.
 */
final class SigningZone {
  private static final System.Logger LOG = System.getLogger(SigningZone.class.getName());

  /**
   * What all zones of a store have in common.
   *
   * @param store its name
   * @param online makes, of how a zone is signed, what gives views of it whose answers are signed one
   *     by one
   */
  record Environment(
      String store,
      SigningDefaults defaults,
      Clock clock,
      Function<ZoneSigning, Function<CompiledZone, ZoneView>> online) {}

  private final Name apex;
  private final Environment environment;
  private KeyedZones.Facts facts;
  private @Nullable ZoneSigning how; // null: not read yet, or not readable
  private @Nullable Function<CompiledZone, ZoneView> online; // null as long as that
  private String problem = "";
  private @Nullable CompiledZone source; // null: the store has not put it, or took it away
  private @Nullable SignedVersion signed; // null: not yet
  private @Nullable ZoneView shown; // what the table was last given; null: nothing
  private boolean queued;

  SigningZone(Name apex, KeyedZones.Facts facts, Environment environment) {
    this.apex = apex;
    this.facts = facts;
    this.environment = environment;
  }

  Name apex() {
    return apex;
  }

  @Nullable
  CompiledZone source() {
    return source;
  }

  @Nullable
  SignedVersion signed() {
    return signed;
  }

  boolean isShown(ZoneView view) {
    return view == shown;
  }

  /**
   * Takes keys and metadata; what is signed by those before stays until it is signed anew.
   *
   * @return whether they are others
   */
  boolean change(KeyedZones.Facts changed) {
    if (facts.equals(changed)) {
      return false;
    }
    facts = changed;
    how = null;
    online = null;
    problem = "";
    return true;
  }

  void put(CompiledZone zone) {
    source = zone;
  }

  /** The zone is not there any more. */
  void drop() {
    source = null;
    signed = null;
    shown = null;
  }

  /** How it is signed; null if its keys or metadata cannot be read, which is in the log. */
  @Nullable
  ZoneSigning how() {
    if (how == null && problem.isEmpty()) {
      try {
        ZoneSigning read = StoredSigning.of(
                apex, facts.keys(), facts.metadata(), environment.defaults(), environment.clock())
            .orElseThrow(() -> new IllegalStateException(apex + " has no active key"));
        online = environment.online().apply(read);
        how = read;
        read.notices().forEach(line -> LOG.log(System.Logger.Level.WARNING, line));
      } catch (ZoneSigningException e) {
        problem = String.valueOf(e.getMessage());
        LOG.log(
            System.Logger.Level.ERROR,
            "event=zone-not-signable zone=" + apex + " backend=" + environment.store()
                + " reason=\"" + problem + '"');
      }
    }
    return how;
  }

  /** Whether all of it can be signed beforehand. */
  private static boolean isSignedWhole(ZoneSigning how, KeyedZones.Facts facts, SigningDefaults d) {
    return how.mode() == DenialMode.CHAIN
        && ZoneSigning.soaEdit(facts.metadata(), d, true) != SoaEdit.EPOCH; // every second another
  }

  /** Whether what is signed is not what the store has, or by other keys. */
  boolean isToBeSigned() {
    CompiledZone now = source;
    ZoneSigning by = how();
    return now != null
        && by != null
        && isSignedWhole(by, facts, environment.defaults())
        && (signed == null || !signed.isOf(now, by));
  }

  /** Whether a new week has begun since it was signed. */
  boolean isOfLastWeek() {
    ZoneSigning by = how();
    return signed != null && by != null && !signed.options().window().equals(by.window());
  }

  /** What is to be served. */
  ZoneView show() {
    CompiledZone now = source;
    ZoneSigning by = how();
    if (now == null) {
      throw new IllegalStateException(apex + " is not there");
    }
    SignedVersion version = signed;
    if (by != null && !isSignedWhole(by, facts, environment.defaults())) {
      signed = null;
      version = null;
    }
    shown = version != null ? version.zone() : place(now, online);
    return shown;
  }

  private SigningPlace place(CompiledZone zone, @Nullable Function<CompiledZone, ZoneView> views) {
    return new SigningPlace(apex, () -> {
      if (views == null) {
        throw new StoreException(
            environment.store(), "the keys or metadata of " + apex + " cannot be read");
      }
      return views.apply(zone);
    });
  }

  void takeSigned(SignedVersion version) {
    signed = version;
  }

  /** Notes that it waits to be signed; false if it does already. */
  boolean enqueue() {
    boolean was = queued;
    queued = true;
    return !was;
  }

  void dequeue() {
    queued = false;
  }
}
