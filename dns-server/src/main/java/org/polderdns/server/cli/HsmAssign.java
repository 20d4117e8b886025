package org.polderdns.server.cli;

import java.util.List;
import org.polderdns.backend.ServedZone;
import org.polderdns.dnssec.key.IscKeyText;
import org.polderdns.dnssec.key.KeyState;
import org.polderdns.dnssec.key.SigningAlgorithm;
import org.polderdns.dnssec.key.TokenKey;
import org.polderdns.dnssec.key.Tokens;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code hsm assign}: gives a zone a key in a token. It is active and published if the token has
 * one of that label; else it is neither, until {@code hsm create-key} has made it.
 */
@Command(name = HsmAssign.NAME, description = "Give a zone a key that is in a token (PKCS #11)")
final class HsmAssign extends ZoneCommand {
  static final String NAME = "hsm-assign";

  @Parameters(index = "0", paramLabel = "ZONE")
  private String zone = "";

  @Parameters(index = "1", paramLabel = "ALGORITHM")
  private String algorithm = "";

  @Parameters(index = "2", paramLabel = "{ksk|zsk}")
  private String use = "";

  @Parameters(index = "3", paramLabel = "MODULE")
  private String module = "";

  @Parameters(index = "4", paramLabel = "TOKEN")
  private String token = "";

  @Parameters(index = "5", paramLabel = "PIN")
  private String pin = "";

  @Parameters(index = "6", paramLabel = "LABEL")
  private String label = "";

  @Parameters(index = "7", paramLabel = "PUBLABEL", arity = "0..1", defaultValue = "")
  private String publicLabel = "";

  @Override
  int run() {
    SigningAlgorithm wanted = SigningAlgorithm.parse(algorithm);
    TokenKey key =
        new TokenKey(module, token, pin, label, publicLabel.isEmpty() ? label : publicLabel);
    if (!List.of("ksk", "zsk").contains(use)) {
      throw new UsageException("'" + use + "' is neither ksk nor zsk");
    }
    int flags = use.equals("ksk") ? KeyWords.KEY_SIGNING : KeyWords.ZONE_SIGNING;
    ServedZone located = tool().zone(zone, "No such zone in the database");
    boolean there = Tokens.hasKey(key);
    if (there) {
      Tokens.find(wanted, key); // of another algorithm it is refused here
    }
    KeyState state = there ? KeyState.IN_USE : KeyState.STORED;
    try (SigningChange change = SigningChange.begin(tool(), located)) {
      long id = change
          .keys()
          .add(flags, state.active(), state.published(), IscKeyText.write(wanted, key));
      change.commit();
      tool()
          .print("Module " + module + " token " + token + " assigned to " + zone + " with key id "
              + id);
    }
    return 0;
  }
}
