package org.polderdns.server.dnssec;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.polderdns.dnssec.online.DenialMode;
import org.polderdns.dnssec.online.PresignedChain;
import org.polderdns.dnssec.online.SerialView;
import org.polderdns.dnssec.online.SigningDefaults;
import org.polderdns.dnssec.online.UnsignableView;
import org.polderdns.dnssec.online.ZoneSigning;
import org.polderdns.dnssec.online.ZoneSigningException;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneView;
import org.polderdns.zone.change.Changeset;
import org.polderdns.zone.change.Serial;
import org.polderdns.zone.change.SoaEdit;
import org.polderdns.zone.compiled.CompiledZone;

/**
 * A zone that is not served as its store has it. One with active keys: its answers are signed one by
 * one until all of it has been signed, and it is the signed version from then on; a later version
 * takes the place of that when it has been signed as well. One with {@code SOA-EDIT} alone: it shows
 * another serial. One that was signed elsewhere and stored without its NSEC or NSEC3 records: these are
 * made for each answer. All of it is guarded by the table that the zone is in.
 */
final class SigningZone {
  private static final System.Logger LOG = System.getLogger(SigningZone.class.getName());
  private static final long WEEK = 604800;

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
  private @Nullable ZoneSigningException failure; // why it cannot be read; null if it can
  private long week; // since 1970, for which the serial is shown
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
    failure = null;
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

  /** Whether it is to be served signed. */
  boolean isKeyed() {
    return facts.haveActiveKey();
  }

  /**
   * How it is signed; null if it is not, or its keys or metadata cannot be read, which is in the log.
   */
  @Nullable
  ZoneSigning how() {
    if (how == null && failure == null && isKeyed()) {
      try {
        ZoneSigning read = StoredSigning.of(
                apex, facts.keys(), facts.metadata(), environment.defaults(), environment.clock())
            .orElseThrow(() -> new IllegalStateException(apex + " has no active key"));
        online = environment.online().apply(read);
        how = read;
        read.notices().forEach(line -> LOG.log(System.Logger.Level.WARNING, line));
      } catch (ZoneSigningException e) {
        failure = e;
        LOG.log(
            System.Logger.Level.ERROR,
            "event=zone-not-signable zone=" + apex + " backend=" + environment.store()
                + " reason=\"" + e.getMessage() + '"');
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

  /** Whether a new week has begun since it was signed, or its serial made. */
  boolean isOfLastWeek() {
    if (!isKeyed()) {
      return week != 0 && week != presentWeek();
    }
    ZoneSigning by = how();
    SignedVersion version = signed;
    return version != null
        && by != null
        && !(version.options().window().equals(by.window()) && version.showsSerialOf(by));
  }

  private long presentWeek() {
    return Math.floorDiv(environment.clock().instant().getEpochSecond() - delay(), WEEK);
  }

  private long delay() {
    return environment.defaults().soaEditDelay(apex);
  }

  /** What is to be served. */
  ZoneView show() {
    CompiledZone now = source;
    if (now == null) {
      throw new IllegalStateException(apex + " is not there");
    }
    shown = isKeyed() ? signedOf(now) : withChain(now).orElseGet(() -> withSerial(now));
    return shown;
  }

  private ZoneView signedOf(CompiledZone now) {
    ZoneSigning by = how();
    if (by != null && !isSignedWhole(by, facts, environment.defaults())) {
      signed = null;
    }
    SignedVersion version = signed;
    if (version != null) {
      return version.zone();
    }
    Function<CompiledZone, ZoneView> views = online;
    ZoneSigningException why = failure;
    if (views != null) {
      return new SigningPlace(apex, () -> views.apply(now));
    }
    if (why == null) {
      throw new IllegalStateException(apex + " can be signed");
    }
    return new SigningPlace(apex, () -> new UnsignableView(now, why));
  }

  /** A zone that lacks the chain that its signatures cover; empty for any other. */
  private Optional<ZoneView> withChain(CompiledZone now) {
    return PresignedChain.of(apex, facts.metadata())
        .filter(chain -> chain.isLackedBy(now))
        .map(chain -> new SigningPlace(apex, () -> chain.view(now)));
  }

  private ZoneView withSerial(CompiledZone now) {
    signed = null;
    SoaEdit edit = ZoneSigning.soaEdit(facts.metadata(), environment.defaults(), false);
    @Nullable RRset soa = now.apexNode().rrset(RecordType.SOA).orElse(null);
    if (edit == SoaEdit.NONE || soa == null || now.apexNode().has(RecordType.RRSIG)) {
      return now;
    }
    if (edit == SoaEdit.EPOCH) {
      return new SigningPlace(apex, () -> new SerialView(now, edit, environment.clock(), 0));
    }
    week = presentWeek();
    long serial = edit.served(Serial.of(soa), environment.clock(), delay());
    return serial == Serial.of(soa)
        ? now
        : now.with(Changeset.of(apex).replace(Serial.with(soa, serial)).build());
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
