package org.polderdns.server.cli;

import java.util.ArrayList;
import java.util.List;
import org.polderdns.backend.ServedZone;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code get-meta}. */
@Command(name = "get-meta", description = "Print metadata of a zone, of the kinds named or all")
final class GetMeta extends ZoneCommand {
  @Parameters(index = "0", paramLabel = "ZONE")
  private String zone = "";

  @Parameters(index = "1..*", paramLabel = "KIND", arity = "0..*")
  private List<String> kinds = new ArrayList<>();

  @Override
  int run() {
    ServedZone located = tool().zone(zone, "Invalid zone '%s'");
    tool().print("Metadata for '" + zone + "'");
    if (kinds.isEmpty()) {
      Tool.metadata(located).forEach(this::print);
    } else {
      kinds.forEach(kind -> print(kind, Tool.metadata(located, kind)));
    }
    return 0;
  }

  private void print(String kind, List<String> values) {
    tool().print(kind + " = " + String.join(", ", values));
  }
}
