package org.polderdns.server.cli;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.polderdns.dnssec.zone.ZoneDigest;
import org.polderdns.wire.Name;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.zone.compiled.ZoneLoader;
import org.polderdns.zone.file.ZoneFileOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code zonemd-verify-file}: no store is looked at. */
@Command(name = "zonemd-verify-file", description = "Verify the ZONEMD of a master file")
final class ZonemdVerifyFile extends ZoneCommand {
  private static final String START = "zonemd-verify-file: ";

  @Parameters(index = "0", paramLabel = "ZONE")
  private String zone = "";

  @Parameters(index = "1", paramLabel = "FILE")
  private String file = "";

  @Override
  int run() {
    ZoneDigest.Outcome outcome = read();
    switch (outcome) {
      case VALID -> {
        tool().print(START + "Verification of ZONEMD record succeeded");
        return 0;
      }
      case INVALID -> throw new CommandException(START + "Verification of ZONEMD record(s) failed");
      default ->
        throw new CommandException(START + "No suitable ZONEMD record found to verify against");
    }
  }

  private ZoneDigest.Outcome read() {
    Path path = Path.of(file);
    try {
      return verify(Tool.zoneName(zone), path, LoadZone.options(tool().settings()));
    } catch (PresentationFormatException e) {
      throw new CommandException("Error: " + e.getMessage());
    } catch (UncheckedIOException e) {
      throw new CommandException("Error: " + LoadZone.unreadable(path, e));
    }
  }

  /**
   * Reads a file and verifies its ZONEMD.
   *
   * @throws PresentationFormatException if it is no zone
   */
  static ZoneDigest.Outcome verify(Name apex, Path file, ZoneFileOptions options) {
    return ZoneDigest.verify(
        apex, ZoneLoader.of(options).load(file, apex).zone().nodes());
  }
}
