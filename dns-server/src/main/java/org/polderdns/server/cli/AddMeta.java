package org.polderdns.server.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code add-meta}; a value that is there already is not added again. */
@Command(name = "add-meta", description = "Add metadata to those of one kind of a zone")
final class AddMeta extends MetadataEdit {
  @Parameters(index = "2..*", paramLabel = "VALUE", arity = "1..*")
  private List<String> values = new ArrayList<>();

  @Override
  List<String> values(String kind, List<String> stored) {
    if (MetadataKinds.isSingle(kind)) {
      throw new CommandException("Refusing to add metadata to single-value metadata " + kind);
    }
    List<String> all = new ArrayList<>(stored);
    values.stream().filter(value -> !all.contains(value)).forEach(all::add);
    return all;
  }
}
