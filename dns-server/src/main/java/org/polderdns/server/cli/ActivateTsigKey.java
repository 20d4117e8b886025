package org.polderdns.server.cli;

import java.util.ArrayList;
import java.util.List;
import org.polderdns.wire.Name;
import picocli.CommandLine.Command;

/** {@code activate-tsig-key}; the key need not exist yet. */
@Command(name = "activate-tsig-key", description = "Use a TSIG key in transfers of a zone")
final class ActivateTsigKey extends TsigKeyUse {
  @Override
  List<String> changed(List<String> names, Name key) {
    List<String> all = new ArrayList<>(names);
    if (without(names, key).size() == names.size()) {
      all.add(Tool.shown(key));
    }
    return all;
  }

  @Override
  String done() {
    return "Enabled";
  }
}
