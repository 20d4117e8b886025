package org.polderdns.backend.files;

import java.util.List;

/**
 * What was read from a {@code named.conf}.
 *
 * @param zones in the order of the file, each apex once
 * @param statements how many zone statements there are, those not served too
 * @param warnings of zones left out and of things taken for granted, in the order of the file
 * @param rejected how many zone statements were left out
 */
record NamedConfig(List<ZoneStatement> zones, int statements, List<String> warnings, int rejected) {
  NamedConfig {
    zones = List.copyOf(zones);
    warnings = List.copyOf(warnings);
  }
}
