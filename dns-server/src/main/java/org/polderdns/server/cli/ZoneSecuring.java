package org.polderdns.server.cli;

import java.util.ArrayList;
import java.util.List;
import org.polderdns.backend.ServedZone;
import org.polderdns.dnssec.key.KeyState;
import org.polderdns.dnssec.key.SigningAlgorithm;
import org.polderdns.dnssec.key.SigningKey;
import org.polderdns.server.config.SettingException;
import org.polderdns.server.config.Settings;
import org.polderdns.server.dnssec.StoredSigning;

/** Signs zones by new keys, as {@code default-ksk-algorithm} and its like say. */
final class ZoneSecuring {
  private final Tool tool;
  private final List<KeyWords> wanted;

  /**
   * Reads the settings.
   *
   * @throws CommandException if they name no algorithm
   */
  ZoneSecuring(Tool tool) {
    this.tool = tool;
    this.wanted = new ArrayList<>();
    add(KeyWords.KEY_SIGNING, "default-ksk");
    add(KeyWords.ZONE_SIGNING, "default-zsk");
    if (wanted.isEmpty()) {
      throw new CommandException("Error: Zero algorithms given for KSK+ZSK in total");
    }
  }

  private void add(int flags, String setting) {
    Settings settings = tool.settings();
    String algorithm = settings.text(setting + "-algorithm");
    if (!algorithm.isEmpty()) {
      int bits = settings.number(setting + "-size");
      SigningAlgorithm kind = SigningAlgorithm.parse(algorithm);
      if (bits != 0 && (bits < kind.minBits() || bits > kind.maxBits())) {
        throw new SettingException("'" + setting + "-size' value '" + bits + "' is not "
            + kind.minBits() + " to " + kind.maxBits() + ", as " + kind.settingName() + " wants");
      }
      wanted.add(new KeyWords(flags, KeyState.IN_USE, kind, bits));
    }
  }

  /** Whether a zone is signed already, here or elsewhere. */
  static boolean isSecure(SigningChange change) {
    return change.keyring().isSigning() || change.isPresigned();
  }

  /**
   * Signs a zone and tells of it.
   *
   * @param raiseSerial whether its serial is increased with it
   * @return whether it was not signed before
   */
  boolean secure(ServedZone located, boolean raiseSerial) {
    String zone = Tool.shown(located.info().apex());
    try (SigningChange change = SigningChange.begin(tool, located)) {
      if (isSecure(change)) {
        tool.console()
            .err()
            .println("Zone '" + zone
                + "' already secure, remove keys with pdnsutil remove-zone-key if needed");
        return false;
      }
      if (wanted.get(0).flags() == KeyWords.KEY_SIGNING) {
        int bits = wanted.get(0).bits();
        tool.print("Securing zone with " + (bits == 0 ? "default key size" : "key size " + bits));
      }
      for (KeyWords one : wanted) {
        SigningKey key = KeyMaking.generate(one.algorithm(), one.bits());
        change.add(one, key);
        tool.print("Adding " + role(one) + " with algorithm " + one.algorithm().settingName());
      }
      boolean hasSoa = IncreaseSerial.soa(change.transaction()).isPresent();
      String rectified = change.rectify();
      long serial = raiseSerial && hasSoa
          ? IncreaseSerial.raise(change.transaction(), StoredSigning.defaults(tool.settings()))
          : 0;
      change.commit();
      tool.print("Zone " + zone + " secured");
      if (raiseSerial && hasSoa) {
        tool.print("SOA serial for zone " + zone + " set to " + serial);
      }
      if (located.info().kind().isSecondary()) {
        tool.say("Warning! This is a secondary zone! If this was a mistake, please run");
        tool.say("pdnsutil disable-dnssec " + zone + " right now!");
      }
      tool.say(hasSoa ? rectified : ZoneRectifying.noSoa(zone).getMessage());
      return true;
    }
  }

  private String role(KeyWords key) {
    return wanted.size() == 1 ? "CSK (" + key.flags() + ")" : key.shownFlags();
  }
}
