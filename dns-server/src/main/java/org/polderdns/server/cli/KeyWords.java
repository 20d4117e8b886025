package org.polderdns.server.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.polderdns.dnssec.key.KeyRefusedException;
import org.polderdns.dnssec.key.KeyState;
import org.polderdns.dnssec.key.SigningAlgorithm;

/**
 * What a key is to be, said by words in any order.
 *
 * @param flags of its DNSKEY, 256 or 257
 * @param bits its size, 0 for what is usual
 */
record KeyWords(int flags, KeyState state, SigningAlgorithm algorithm, int bits) {
  static final int ZONE_SIGNING = 256;
  static final int KEY_SIGNING = 257;

  /**
   * Reads words of all kinds, in any case.
   *
   * @throws UsageException if one is unknown
   * @throws CommandException if a size is 0, as it would be in no key
   */
  KeyWords with(List<String> words) {
    KeyWords all = this;
    for (String word : words) {
      KeyWords before = all;
      all = before
          .withUse(word)
          .or(() -> before.withKind(word))
          .orElseThrow(() -> new UsageException("'" + word
              + "' is neither a use, nor a size, nor an algorithm that zones are signed with"));
    }
    return all;
  }

  /** Reads words about the use of a key that is there, in any case. */
  KeyWords withUses(List<String> words) {
    KeyWords all = this;
    for (String word : words) {
      all = all.withUse(word)
          .orElseThrow(() -> new UsageException("unknown key flag '" + word + "'"));
    }
    return all;
  }

  private Optional<KeyWords> withUse(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "ksk" -> Optional.of(new KeyWords(KEY_SIGNING, state, algorithm, bits));
      case "zsk" -> Optional.of(new KeyWords(ZONE_SIGNING, state, algorithm, bits));
      case "active" -> Optional.of(with(state.withActive(true)));
      case "inactive" -> Optional.of(with(state.withActive(false)));
      case "published" -> Optional.of(with(state.withPublished(true)));
      case "unpublished" -> Optional.of(with(state.withPublished(false)));
      default -> Optional.empty();
    };
  }

  private KeyWords with(KeyState newState) {
    return new KeyWords(flags, newState, algorithm, bits);
  }

  /** A number is an algorithm's if there is one of that number: no key is that small. */
  private Optional<KeyWords> withKind(String word) {
    try {
      return Optional.of(new KeyWords(flags, state, SigningAlgorithm.parse(word), bits));
    } catch (KeyRefusedException e) {
      if (!word.matches("[0-9]{1,5}")) {
        return Optional.empty();
      }
      int size = Integer.parseInt(word);
      if (size == 0) {
        throw new CommandException("Unknown algorithm, key flag or size '" + word + "'");
      }
      return Optional.of(new KeyWords(flags, state, algorithm, size));
    }
  }

  /** KSK or ZSK, as its flags intend. */
  String shownFlags() {
    return flags == KEY_SIGNING ? "KSK" : "ZSK";
  }
}
