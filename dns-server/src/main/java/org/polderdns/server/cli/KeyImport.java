package org.polderdns.server.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.polderdns.backend.ServedZone;
import org.polderdns.dnssec.key.KeyRefusedException;
import org.polderdns.dnssec.key.SigningKey;
import picocli.CommandLine.Parameters;

/** A verb that takes a private key from a file. */
abstract class KeyImport extends ZoneCommand {
  /** A key of 4096 bits takes 3.2 KiB in its longest form. */
  private static final int MAX_LENGTH = 65536;

  @Parameters(index = "0", paramLabel = "ZONE")
  private String zone = "";

  @Parameters(index = "1", paramLabel = "FILE")
  private String file = "";

  /** What is read: a key and what it is to do. */
  record Read(SigningKey key, KeyWords use) {}

  @Override
  final int run() {
    ServedZone located = tool().zone(zone, "No such zone in the database");
    Read read = read();
    try (SigningChange change = SigningChange.begin(tool(), located)) {
      long id = change.add(read.use, read.key);
      change.commit();
      tool().print(Long.toString(id));
    }
    return 0;
  }

  private Read read() {
    try {
      return read(Path.of(file));
    } catch (KeyRefusedException e) {
      throw new CommandException("Error: file '" + file + "': " + e.getMessage());
    } catch (NoSuchFileException e) {
      throw new CommandException(
          "Error: Unable to read file '" + file + "': No such file or directory");
    } catch (IOException e) {
      throw new CommandException("Error: Unable to read file '" + file + "': " + e.getMessage());
    }
  }

  /**
   * Reads the file.
   *
   * @throws KeyRefusedException if it has no key that can be taken
   */
  abstract Read read(Path path) throws IOException;

  /** The text of a file. */
  static String text(Path path) throws IOException {
    if (Files.size(path) > MAX_LENGTH) {
      throw new KeyRefusedException(
          KeyRefusedException.Reason.MALFORMED, "over " + MAX_LENGTH + " octets");
    }
    return Files.readString(path, StandardCharsets.ISO_8859_1);
  }
}
