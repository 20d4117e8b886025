package org.polderdns.server.cli;

import picocli.CommandLine.Command;

/** {@code replace-rrset}. */
@Command(name = "replace-rrset", description = "Put records in the place of an RRset")
final class ReplaceRRset extends RecordChange {
  @Override
  int run() {
    return change(false);
  }
}
