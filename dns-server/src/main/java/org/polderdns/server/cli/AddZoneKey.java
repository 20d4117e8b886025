package org.polderdns.server.cli;

import java.util.ArrayList;
import java.util.List;
import org.polderdns.backend.ServedZone;
import org.polderdns.dnssec.key.KeyState;
import org.polderdns.dnssec.key.SigningAlgorithm;
import org.polderdns.dnssec.key.SigningKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code add-zone-key}: published and not active unless it is said otherwise. */
@Command(name = "add-zone-key", description = "Make a signing key for a zone, and print its id")
final class AddZoneKey extends ZoneCommand {
  static final String NEWER = "--newer-form";

  @Parameters(index = "0", paramLabel = "ZONE")
  private String zone = "";

  @Parameters(
      index = "1..*",
      paramLabel = "ksk|zsk|ALGORITHM|BITS|active|inactive|published|unpublished")
  private List<String> words = new ArrayList<>();

  /** As which {@code zone add-key} makes a KSK where the classic verb makes a ZSK. */
  @Option(names = NEWER, hidden = true)
  private boolean newer;

  @Override
  int run() {
    if (words.isEmpty() && !newer) {
      throw new UsageException("what key is not said, expected ksk or zsk at least");
    }
    ServedZone located = tool().zone(zone, "No such zone in the database");
    KeyWords wanted = new KeyWords(
            newer ? KeyWords.KEY_SIGNING : KeyWords.ZONE_SIGNING,
            KeyState.SHOWN,
            SigningAlgorithm.ECDSAP256SHA256,
            0)
        .with(words);
    SigningKey key = KeyMaking.generate(wanted.algorithm(), wanted.bits());
    long id;
    try (SigningChange change = SigningChange.begin(tool(), located)) {
      id = change.add(wanted, key);
      change.commit();
    }
    tool()
        .say("Added a " + wanted.shownFlags() + " with algorithm = "
            + wanted.algorithm().number() + ", active=" + (wanted.state().active() ? 1 : 0));
    if (wanted.bits() != 0) {
      tool().say("Requested specific key size of " + wanted.bits() + " bits");
    }
    tool().print(Long.toString(id));
    return 0;
  }
}
