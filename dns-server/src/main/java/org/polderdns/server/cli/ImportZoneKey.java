package org.polderdns.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.polderdns.dnssec.key.IscKeyText;
import org.polderdns.dnssec.key.KeyFiles;
import org.polderdns.dnssec.key.KeyState;
import org.polderdns.dnssec.key.SigningKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code import-zone-key}: active and published unless it is said otherwise. Beside a file {@code
 * K*.private} its {@code K*.key} is read too, if there is one: it must be of the same key, and has
 * its flags.
 */
@Command(name = "import-zone-key", description = "Take a private key from a file of BIND's form")
final class ImportZoneKey extends KeyImport {
  private static final String PRIVATE = ".private";

  @Parameters(index = "2..*", paramLabel = "ksk|zsk|active|inactive|published|unpublished")
  private List<String> words = new ArrayList<>();

  @Override
  Read read(Path path) throws IOException {
    SigningKey key = IscKeyText.parse(text(path));
    int flags = KeyWords.KEY_SIGNING;
    if (hasPublicFile(path)) {
      KeyFiles.Pair pair = KeyFiles.read(path);
      flags = pair.dnskey().flags();
    }
    KeyWords use = new KeyWords(flags, KeyState.IN_USE, key.algorithm(), 0).withUses(words);
    return new Read(key, use);
  }

  private static boolean hasPublicFile(Path path) {
    String name = path.getFileName().toString();
    return name.endsWith(PRIVATE)
        && Files.exists(
            path.resolveSibling(name.substring(0, name.length() - PRIVATE.length()) + ".key"));
  }
}
