package org.polderdns.server.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.ZoneFileListing.ZoneFile;
import org.polderdns.backend.ZoneKind;
import org.polderdns.backend.ZoneScript;
import org.polderdns.records.Json;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.file.ZoneFileOptions;
import org.polderdns.zone.file.ZoneFileReader;

/** One zone on its way from a master file into a script. */
final class ConvertedZone {
  /** Stands in a comment before what it says of its record. */
  private static final String REMARK = "json=";

  private final Path file;
  private final ZoneKind kind;
  private final List<String> primaries;
  private @Nullable Name apex; // null: that of the SOA, which has to come first
  private @Nullable Octets soa; // null: none yet
  private Name lastOwner = Name.ROOT; // is in the zone
  private boolean begun;
  private long written;

  private ConvertedZone(Path file, @Nullable Name apex, ZoneKind kind, List<String> primaries) {
    this.file = file;
    this.apex = apex;
    this.kind = kind;
    this.primaries = primaries;
  }

  static ConvertedZone of(ZoneFile zone) {
    return new ConvertedZone(zone.file(), zone.apex(), zone.kind(), zone.primaries());
  }

  /** A zone that is named by its SOA. */
  static ConvertedZone named(Path file) {
    return new ConvertedZone(file, null, ZoneKind.NATIVE, List.of());
  }

  Path file() {
    return file;
  }

  /** Whether something of it is in the script. */
  boolean hasBegun() {
    return begun;
  }

  /** The records in the script. */
  long written() {
    return written;
  }

  /**
   * Writes all of it.
   *
   * @throws PresentationFormatException if the file is wrong
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  void convert(ConversionOptions options, ZoneScript script, Console console) throws IOException {
    Name origin = apex == null ? Name.ROOT : apex;
    try (ZoneFileReader reader = ZoneFileReader.open(file, origin, readerOptions(options))) {
      while (reader.next()) {
        Name zone = apex;
        if (zone == null) {
          zone = named(reader);
        }
        check(reader, zone);
        if (reader.type() != RecordType.SOA || isFirstSoa(reader, zone, options, console)) {
          if (!begun) {
            script.begin(zone, kind, primaries);
            begun = true;
          }
          write(reader, options, script);
        }
      }
    }
    if (soa == null) {
      throw new PresentationFormatException(file + ": the zone has no SOA");
    }
    script.end();
  }

  /** Records outside are given too: a second SOA is, then. */
  private static ZoneFileOptions readerOptions(ConversionOptions options) {
    ZoneFileOptions all = ZoneFileOptions.DEFAULT
        .withOutside(ZoneFileOptions.Outside.ACCEPT)
        .withMaxGenerateSteps(options.maxGenerateSteps)
        .withMaxIncludeDepth(options.maxIncludeDepth);
    return options.readsComments() ? all.withComments() : all;
  }

  private Name named(ZoneFileReader reader) {
    if (reader.type() != RecordType.SOA || reader.owner().isRoot()) {
      throw reader.error("the zone has no name: give one by --zone-name, or by an $ORIGIN before"
          + " the SOA, which has to come first");
    }
    apex = reader.owner();
    return apex;
  }

  @SuppressWarnings("ReferenceEquality") // the same object is what spares work
  private void check(ZoneFileReader reader, Name zone) {
    Name owner = reader.owner();
    if (owner != lastOwner) {
      if (!owner.isAtOrBelow(zone)) {
        throw reader.error("owner " + owner + " is not in zone " + zone);
      }
      lastOwner = owner;
    }
  }

  private boolean isFirstSoa(
      ZoneFileReader reader, Name zone, ConversionOptions options, Console console) {
    if (!reader.owner().equals(zone)) {
      throw reader.error("SOA at " + reader.owner() + ", which is not the zone's apex " + zone);
    }
    if (soa == null) {
      soa = reader.rdata();
      return true;
    }
    if (!soa.equals(reader.rdata()) && !options.filtersDuplicateSoa()) {
      console
          .err()
          .println(reader
              .error("a second SOA that differs from the first is left out")
              .getMessage());
    }
    return false;
  }

  private void write(ZoneFileReader reader, ConversionOptions options, ZoneScript script)
      throws IOException {
    boolean disabled = false;
    String remark = "";
    if (options.readsComments()) {
      Map<String, Object> said = remark(reader);
      disabled = Boolean.TRUE.equals(said.get("disabled"));
      remark = said.get("comment") instanceof String text ? text : "";
    }
    boolean taken =
        script.record(reader.owner(), reader.type(), reader.ttl(), reader.rdata(), disabled);
    written += taken ? 1 : 0;
    if (taken && !remark.isEmpty()) {
      long now = Instant.now().getEpochSecond();
      try {
        script.comment(reader.owner(), reader.type(), now, remark);
      } catch (PresentationFormatException e) {
        throw reader.error(e.getMessage());
      }
    }
  }

  private static Map<String, Object> remark(ZoneFileReader reader) {
    String comments = reader.comments();
    int at = comments.indexOf(REMARK);
    if (at < 0) {
      return Map.of();
    }
    String text = comments.substring(at + REMARK.length(), comments.indexOf('\n', at));
    try {
      return Json.object(Json.parse(text));
    } catch (PresentationFormatException e) {
      throw reader.error("comment: " + e.getMessage());
    }
  }
}
