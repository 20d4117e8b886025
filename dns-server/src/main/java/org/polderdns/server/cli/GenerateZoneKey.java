package org.polderdns.server.cli;

import java.util.ArrayList;
import java.util.List;
import org.polderdns.dnssec.key.IscKeyText;
import org.polderdns.dnssec.key.KeyState;
import org.polderdns.dnssec.key.SigningAlgorithm;
import org.polderdns.dnssec.key.SigningKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code generate-zone-key}: nothing is stored. */
@Command(name = "generate-zone-key", description = "Make a signing key and print it")
final class GenerateZoneKey extends ZoneCommand {
  @Parameters(index = "0..*", arity = "1..*", paramLabel = "ksk|zsk|ALGORITHM|BITS")
  private List<String> words = new ArrayList<>();

  @Override
  int run() {
    KeyWords wanted = new KeyWords(
            KeyWords.KEY_SIGNING, KeyState.STORED, SigningAlgorithm.ECDSAP256SHA256, 0)
        .with(words);
    tool()
        .say("Generating a " + wanted.shownFlags() + " with algorithm = "
            + wanted.algorithm().number());
    if (wanted.bits() != 0) {
      tool().say("Requesting specific key size of " + wanted.bits() + " bits");
    }
    SigningKey key = KeyMaking.generate(wanted.algorithm(), wanted.bits());
    tool().print("Flags: " + wanted.flags());
    tool().print(IscKeyText.write(key));
    return 0;
  }
}
