package org.polderdns.server.cli;

import picocli.CommandLine.Command;

/** {@code add-record}. */
@Command(name = "add-record", description = "Add records to an RRset")
final class AddRecord extends RecordChange {
  @Override
  int run() {
    return change(true);
  }
}
