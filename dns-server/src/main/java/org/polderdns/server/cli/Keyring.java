package org.polderdns.server.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.polderdns.backend.StoredKey;
import org.polderdns.dnssec.key.IscKeyText;
import org.polderdns.dnssec.key.KeyLife;
import org.polderdns.dnssec.key.KeyRefusedException;
import org.polderdns.dnssec.key.KeyRole;
import org.polderdns.dnssec.key.KeyState;
import org.polderdns.dnssec.key.SigningAlgorithm;
import org.polderdns.dnssec.key.ZoneKey;
import org.polderdns.dnssec.key.ZoneKeys;

/** The signing keys of a zone as its store has them, read where that can be done. Immutable. */
final class Keyring {
  /**
   * A key.
   *
   * @param key empty if the stored text is none
   * @param problem why it is none; nothing of the text is in it
   */
  record Entry(StoredKey stored, Optional<ZoneKey> key, String problem) {}

  private final List<Entry> entries;
  private final ZoneKeys readable;

  private Keyring(List<Entry> entries, ZoneKeys readable) {
    this.entries = entries;
    this.readable = readable;
  }

  static Keyring of(List<StoredKey> stored) {
    List<Entry> entries = stored.stream().map(Keyring::read).toList();
    List<ZoneKey> keys = entries.stream().flatMap(entry -> entry.key.stream()).toList();
    return new Keyring(entries, ZoneKeys.at(Instant.EPOCH, keys));
  }

  private static Entry read(StoredKey stored) {
    KeyLife life = KeyLife.always(new KeyState(stored.active(), stored.published()));
    try {
      ZoneKey key =
          new ZoneKey(stored.id(), IscKeyText.parse(stored.content()), stored.flags(), life);
      return new Entry(stored, Optional.of(key), "");
    } catch (KeyRefusedException e) {
      return new Entry(stored, Optional.empty(), e.getMessage());
    }
  }

  /** All keys as operators see them listed: those that sign nothing but keys last, else by id. */
  List<Entry> entries() {
    List<Entry> shown = new ArrayList<>(entries);
    shown.sort(Comparator.comparing((Entry entry) -> role(entry) == KeyRole.KSK)
        .thenComparing(entry -> entry.stored.id()));
    return shown;
  }

  /** Those that can be read. */
  ZoneKeys keys() {
    return readable;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Whether a key is active, be it one that cannot be read. */
  boolean isSigning() {
    return entries.stream().anyMatch(entry -> entry.stored.active());
  }

  boolean has(SigningAlgorithm algorithm) {
    return readable.all().stream().anyMatch(key -> key.key().algorithm() == algorithm);
  }

  private boolean isInUse(SigningAlgorithm algorithm) {
    return readable.all().stream()
        .anyMatch(key -> key.key().algorithm() == algorithm && readable.isActive(key));
  }

  Optional<Entry> find(long id) {
    return entries.stream().filter(entry -> entry.stored.id() == id).findFirst();
  }

  /** Where a key is: {@code cryptokeys}, or module, token and label. */
  static String location(Entry entry) {
    try {
      return IscKeyText.tokenKey(entry.stored.content())
          .map(one -> one.key().toString())
          .orElse("cryptokeys");
    } catch (KeyRefusedException e) {
      return "cryptokeys";
    }
  }

  /**
   * What a key signs. Those of an algorithm that none is active of are shown as combined ones: only
   * active keys tell what part each has. Of one that cannot be read, what its flags intend.
   */
  KeyRole role(Entry entry) {
    return entry
        .key
        .map(key -> isInUse(key.key().algorithm()) ? readable.role(key) : KeyRole.CSK)
        .orElse((entry.stored.flags() & 1) != 0 ? KeyRole.KSK : KeyRole.ZSK);
  }
}
