package org.polderdns.server.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code set-meta}; no values unset it. */
@Command(name = "set-meta", description = "Set metadata of one kind of a zone, or unset it")
final class SetMeta extends MetadataEdit {
  @Parameters(index = "2..*", paramLabel = "VALUE", arity = "0..*")
  private List<String> values = new ArrayList<>();

  @Override
  List<String> values(String kind, List<String> stored) {
    return values;
  }
}
