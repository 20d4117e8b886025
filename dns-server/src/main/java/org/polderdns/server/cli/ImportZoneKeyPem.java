package org.polderdns.server.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.polderdns.dnssec.key.KeyPem;
import org.polderdns.dnssec.key.KeyState;
import org.polderdns.dnssec.key.SigningAlgorithm;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code import-zone-key-pem}: active and published, a KSK unless it is said otherwise. */
@Command(name = "import-zone-key-pem", description = "Take a private key from a file in PEM")
final class ImportZoneKeyPem extends KeyImport {
  @Parameters(index = "2", paramLabel = "ALGORITHM")
  private String algorithm = "";

  @Parameters(index = "3", paramLabel = "ksk|zsk", arity = "0..1", defaultValue = "ksk")
  private String role = "";

  @Override
  Read read(Path path) throws IOException {
    SigningAlgorithm kind = SigningAlgorithm.parse(algorithm);
    KeyWords use =
        new KeyWords(KeyWords.KEY_SIGNING, KeyState.IN_USE, kind, 0).withUses(List.of(role));
    Read read = new Read(KeyPem.parse(text(path), kind), use);
    tool().say(Integer.toString(kind.number()));
    return read;
  }
}
