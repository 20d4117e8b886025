package org.polderdns.server.cli;

import java.util.List;
import org.polderdns.wire.Name;
import picocli.CommandLine.Command;

/** {@code deactivate-tsig-key}. */
@Command(
    name = "deactivate-tsig-key",
    description = "Use a TSIG key in transfers of a zone no more")
final class DeactivateTsigKey extends TsigKeyUse {
  @Override
  List<String> changed(List<String> names, Name key) {
    return without(names, key);
  }

  @Override
  String done() {
    return "Disabled";
  }
}
