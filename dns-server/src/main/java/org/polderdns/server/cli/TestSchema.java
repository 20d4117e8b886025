package org.polderdns.server.cli;

import org.polderdns.backend.Backend;
import org.polderdns.backend.check.CheckListener;
import org.polderdns.backend.check.StoreCheck;
import org.polderdns.wire.Name;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code test-schema}: exit status 1 if something is not kept as it should be. */
@Command(
    name = "test-schema",
    description =
        "Try whether the first store keeps difficult data, in a zone that is removed again")
final class TestSchema extends ZoneCommand implements CheckListener {
  @Parameters(index = "0", paramLabel = "ZONE")
  private String zone = "";

  @Override
  int run() {
    Name apex = Tool.zoneName(zone);
    Backend store = tool().stores().writable();
    tool().print("Creating zone " + Tool.shown(apex) + " in " + store.name());
    boolean good = new StoreCheck(store, apex, this).run();
    tool().print("End of tests");
    return good ? 0 : 1;
  }

  @Override
  public void passed(String what) {
    tool().print("[+] " + what);
  }

  @Override
  public void failed(String what, String reason) {
    tool().print("[-] " + what + ": " + reason);
  }
}
