package org.polderdns.backend.files;

import java.nio.file.Path;
import java.util.List;
import org.polderdns.backend.ZoneKind;
import org.polderdns.wire.Name;

/**
 * A zone as {@code named.conf} states it.
 *
 * @param primaries addresses as in {@link org.polderdns.backend.ZoneInfo}
 * @param alsoNotify addresses in the same form
 */
record ZoneStatement(
    Name apex, ZoneKind kind, Path file, List<String> primaries, List<String> alsoNotify) {
  ZoneStatement {
    primaries = List.copyOf(primaries);
    alsoNotify = List.copyOf(alsoNotify);
  }
}
