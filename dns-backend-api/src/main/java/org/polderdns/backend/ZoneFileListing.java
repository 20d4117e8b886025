package org.polderdns.backend;

import java.nio.file.Path;
import java.util.List;
import org.polderdns.wire.Name;

/** A kind of backend whose zones stand in a configuration file, each with its master file. */
public interface ZoneFileListing {
  /**
   * A zone and its file.
   *
   * @param primaries addresses as in {@link ZoneInfo}
   */
  record ZoneFile(Name apex, ZoneKind kind, Path file, List<String> primaries) {}

  /**
   * What a configuration file lists.
   *
   * @param zones in the order of the file
   * @param warnings of zones left out, each a line
   */
  record Listing(List<ZoneFile> zones, List<String> warnings) {}

  /**
   * Reads a configuration file and those that it includes.
   *
   * @throws org.polderdns.wire.PresentationFormatException if one is wrong or cannot be read; it
   *     says where
   */
  Listing zoneFiles(Path configuration);
}
