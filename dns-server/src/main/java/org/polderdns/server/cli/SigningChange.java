package org.polderdns.server.cli;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.polderdns.backend.KeyListing;
import org.polderdns.backend.ServedZone;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.ZoneKeys;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.dnssec.key.IscKeyText;
import org.polderdns.dnssec.key.KeyState;
import org.polderdns.dnssec.key.SigningAlgorithm;
import org.polderdns.dnssec.key.SigningKey;
import org.polderdns.wire.Name;

/**
 * A transaction that changes how a zone is signed: its keys and the metadata about them. What must
 * not come of it is looked for when it is committed.
 */
final class SigningChange implements AutoCloseable {
  static final String NSEC3PARAM = "NSEC3PARAM";
  static final String NSEC3NARROW = "NSEC3NARROW";
  static final String PRESIGNED = "PRESIGNED";

  private final Tool tool;
  private final ZoneTransaction tx;
  private final ZoneKeys keys;
  private final Keyring before;
  private final boolean wasFaulty;
  private boolean rectified;

  private SigningChange(Tool tool, ZoneTransaction tx, ZoneKeys keys) {
    this.tool = tool;
    this.tx = tx;
    this.keys = keys;
    this.before = keyring();
    this.wasFaulty = hasFault(before);
  }

  /**
   * Begins with a zone.
   *
   * @throws CommandException if the operator has its store sign nothing
   * @throws StoreException if its store keeps no keys, too
   */
  static SigningChange begin(Tool tool, ServedZone zone) {
    String store = zone.backend().name();
    if (zone.backend().capability(KeyListing.class).filter(KeyListing::areUsed).isEmpty()) {
      throw new CommandException("Error: " + store + ": zones here are not signed, set '" + store
          + "-dnssec=yes' where that is a setting of the store");
    }
    return beginWithoutUse(tool, zone);
  }

  /** As {@link #begin}, for what is right whether keys are used or not. */
  static SigningChange beginWithoutUse(Tool tool, ServedZone zone) {
    ZoneTransaction tx = Tool.writing(zone.backend()).begin(zone.info().apex());
    try {
      ZoneKeys keys = tx.keys()
          .orElseThrow(
              () -> new StoreException(zone.backend().name(), "signing keys are not kept"));
      return new SigningChange(tool, tx, keys);
    } catch (RuntimeException e) {
      tx.close();
      throw e;
    }
  }

  /** The keys, to be changed. */
  ZoneKeys keys() {
    return keys;
  }

  /** Adds a key, and returns its id. */
  long add(KeyWords wanted, SigningKey key) {
    KeyState state = wanted.state();
    return keys.add(wanted.flags(), state.active(), state.published(), IscKeyText.write(key));
  }

  /** The keys as they are now. */
  Keyring keyring() {
    return Keyring.of(keys.all());
  }

  Name apex() {
    return tx.apex();
  }

  /** The first value of a kind of metadata that is not empty. */
  Optional<String> metadata(String kind) {
    return tx.metadata(kind).stream().filter(value -> !value.isBlank()).findFirst();
  }

  void set(String kind, String... values) {
    tx.setMetadata(kind, List.of(values));
  }

  boolean isPresigned() {
    return tx.metadata(PRESIGNED).contains("1");
  }

  ZoneTransaction transaction() {
    return tx;
  }

  /**
   * Sets right what the store has made of the records, and tells how, for people. Those of a zone
   * that is signed elsewhere are left as they are: its chain came with it.
   */
  String rectify() {
    rectified = true;
    String zone = "'" + Tool.shown(apex()) + "'";
    if (isPresigned()) {
      return "The records of presigned zone " + zone + " are left as they are";
    }
    OptionalLong changed = tx.rectify();
    if (changed.isEmpty()) {
      return "Nothing to rectify in the store of zone " + zone;
    }
    return kind() + " for " + (isHidden() ? "non-DNSSEC zone " : "zone ") + zone + ", "
        + changed.getAsLong() + " updates";
  }

  private boolean isHidden() {
    return !keyring().isSigning();
  }

  private String kind() {
    Optional<String> nsec3 = metadata(NSEC3PARAM);
    if (isHidden()) {
      return "Adding empty non-terminals";
    }
    if (nsec3.isEmpty()) {
      return "Adding NSEC ordering information";
    }
    if (metadata(NSEC3NARROW).filter("1"::equals).isPresent()) {
      return "Erasing NSEC3 ordering since we are narrow, only setting 'auth' fields";
    }
    return Nsec3Words.isOptOut(nsec3.get())
        ? "Adding NSEC3 opt-out hashed ordering information"
        : "Adding NSEC3 hashed ordering information";
  }

  /**
   * Makes it lasting.
   *
   * @throws CommandException if an algorithm and the denial do not go together, or, unless it is
   *     forced, the zone would have no key that the DS at its parent is for
   */
  void commit() {
    Keyring after = keyring();
    if (!wasFaulty && hasFault(after)) {
      throw algorithm5(apex());
    }
    DelegationGuard.check(tool, apex(), before, after);
    if (!before.isSigning() && after.isSigning() && !rectified) {
      rectify();
    }
    tx.commit();
  }

  /** That an algorithm does not go with NSEC3. */
  static CommandException algorithm5(Name apex) {
    return new CommandException("Error: algorithm 5 (RSASHA1) does not go with NSEC3 in zone '"
        + Tool.shown(apex) + "': validators take it for unsigned (RFC 5155 section 2)");
  }

  private boolean hasFault(Keyring ring) {
    return metadata(NSEC3PARAM).isPresent() && ring.has(SigningAlgorithm.RSASHA1);
  }

  @Override
  public void close() {
    tx.close();
  }
}
