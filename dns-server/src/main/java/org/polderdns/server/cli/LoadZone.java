package org.polderdns.server.cli;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.polderdns.backend.Backend;
import org.polderdns.backend.ServedZone;
import org.polderdns.backend.StoreConflictException;
import org.polderdns.dnssec.zone.ZoneDigest;
import org.polderdns.server.config.Settings;
import org.polderdns.wire.Name;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.zone.file.ZoneFileOptions;
import org.polderdns.zone.file.ZoneFileReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code load-zone}: all of a file or nothing. */
@Command(
    name = "load-zone",
    description = "Put a master file's records in the place of a zone's, which is made if missing")
final class LoadZone extends ZoneCommand {
  /** How often a load is begun again that its store gave up; as often as stores do it themselves. */
  private static final int MOST_REPEATS = 3;

  @Parameters(index = "0..*", paramLabel = "ZONE FILE", arity = "1..*")
  private List<String> words = new ArrayList<>();

  @Override
  int run() {
    if (words.size() % 2 != 0) {
      throw new UsageException("load-zone: zone '" + words.get(words.size() - 1) + "' has no file");
    }
    for (int i = 0; i < words.size(); i += 2) {
      load(words.get(i), Path.of(words.get(i + 1)));
    }
    return 0;
  }

  /** Loads a zone, again if its store gives that up for changes of others: the file is there still. */
  private void load(String zone, Path file) {
    for (int repeats = 0; ; repeats++) {
      try {
        loadOnce(zone, file);
        return;
      } catch (StoreConflictException e) {
        if (repeats == MOST_REPEATS || !Files.isRegularFile(file)) {
          throw e;
        }
        tool().say("Zone '" + zone + "' met changes of others in its store, beginning again");
      }
    }
  }

  private void loadOnce(String zone, Path file) {
    Name apex = Tool.zoneName(zone);
    Optional<ServedZone> located = tool().stores().find(apex);
    located.ifPresent(found -> tool().guard(found, zone));
    Backend store = located.map(ServedZone::backend).orElseGet(tool().stores()::writable);
    try (ZoneFileReader reader = ZoneFileReader.open(file, apex, options(tool().settings()));
        LoadProgress progress = new LoadProgress(tool().console(), zone)) {
      tool()
          .say(
              located.isPresent()
                  ? "Zone '" + zone + "' exists already, replacing contents"
                  : "Creating '" + zone + "'");
      ZoneLoading.load(
          store,
          apex,
          located.isEmpty(),
          reader,
          file.toString(),
          progress,
          () -> verify(apex, file));
    } catch (PresentationFormatException e) {
      throw new CommandException("Error: " + e.getMessage());
    } catch (UncheckedIOException e) {
      throw new CommandException("Error: " + unreadable(file, e));
    }
  }

  /** Fails, unless it is forced, if the file's ZONEMD is not the digest of the zone in it. */
  private void verify(Name apex, Path file) {
    ZoneDigest.Outcome outcome =
        ZonemdVerifyFile.verify(apex, file, options(tool().settings()));
    if (outcome == ZoneDigest.Outcome.INVALID && !tool().force()) {
      throw new CommandException("Error: " + file + ": ZONEMD is not the digest of the zone:"
          + " some of it was changed (--force loads it all the same)");
    }
    if (outcome == ZoneDigest.Outcome.UNUSABLE) {
      tool().say(file + ": ZONEMD is for another serial or of a kind unknown here: not verified");
    }
  }

  /** That a file cannot be read, and why. */
  static String unreadable(Path file, UncheckedIOException e) {
    boolean missing = e.getCause() instanceof NoSuchFileException;
    String reason = missing ? "No such file or directory" : e.getCause().getMessage();
    return "Unable to open file '" + file + "': " + reason;
  }

  static ZoneFileOptions options(Settings settings) {
    return ZoneFileOptions.DEFAULT
        .withDefaultTtl(settings.number("default-ttl"))
        .withMaxGenerateSteps(settings.number("max-generate-steps"))
        .withMaxIncludeDepth(settings.number("max-include-depth"));
  }
}
