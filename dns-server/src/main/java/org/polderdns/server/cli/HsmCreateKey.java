package org.polderdns.server.cli;

import org.polderdns.dnssec.key.IscKeyText;
import org.polderdns.dnssec.key.SigningKey;
import org.polderdns.dnssec.key.Tokens;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hsm create-key}: makes the key that was assigned, in its token; it signs from then on. */
@Command(name = HsmCreateKey.NAME, description = "Make a key of a zone in its token (PKCS #11)")
final class HsmCreateKey extends KeyCommand {
  static final String NAME = "hsm-create-key";

  @Parameters(index = "2", paramLabel = "BITS", arity = "0..1", defaultValue = "0")
  private int bits;

  @Override
  int run() {
    long id = id();
    try (SigningChange change = SigningChange.begin(tool(), located())) {
      String text = change.keyring().find(id).orElseThrow(this::noKey).stored().content();
      IscKeyText.InToken wanted = IscKeyText.tokenKey(text)
          .orElseThrow(() -> new CommandException(
              "Key " + id + " of zone '" + zone() + "' is not one of a token"));
      SigningKey made = Tokens.generate(
          wanted.algorithm(), KeyMaking.bits(wanted.algorithm(), bits), wanted.key());
      change.keys().setActive(id, true);
      change.keys().setPublished(id, true);
      change.commit();
      tool().print("Key of size " + made.bits() + " created");
    }
    return 0;
  }
}
