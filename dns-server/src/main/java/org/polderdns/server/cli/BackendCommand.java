package org.polderdns.server.cli;

import java.util.ArrayList;
import java.util.List;
import org.polderdns.backend.Backend;
import org.polderdns.backend.DirectStatements;
import org.polderdns.backend.StoreException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code backend-cmd}: each row a line, its columns in single quotes with a tab behind. */
@Command(
    name = "backend-cmd",
    description = "Execute statements of a store's own language, such as SQL")
final class BackendCommand extends ZoneCommand {
  @Parameters(index = "0", paramLabel = "BACKEND")
  private String backend = "";

  @Parameters(index = "1..*", paramLabel = "CMD", arity = "1..*")
  private List<String> statements = new ArrayList<>();

  @Override
  int run() {
    Backend store = tool().backend(backend, "Unknown backend '%s'");
    DirectStatements direct = store
        .capability(DirectStatements.class)
        .orElseThrow(() -> new StoreException(store.name(), "it takes no statements"));
    for (String statement : statements) {
      tool().say("== " + statement);
      direct.execute(statement, row -> {
        StringBuilder line = new StringBuilder();
        row.forEach(column -> line.append('\'').append(column).append("'\t"));
        tool().print(line.toString());
      });
    }
    return 0;
  }
}
