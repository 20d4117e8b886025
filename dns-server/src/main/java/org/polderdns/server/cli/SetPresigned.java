package org.polderdns.server.cli;

import java.util.List;
import org.polderdns.backend.ServedZone;
import org.polderdns.backend.ZoneTransaction;
import picocli.CommandLine.Command;

/** {@code set-presigned}: what signs the zone now does no more. */
@Command(name = "set-presigned", description = "Serve the signatures that are stored with a zone")
final class SetPresigned extends MetadataChange {
  SetPresigned() {
    super(SigningChange.PRESIGNED);
  }

  @Override
  List<String> values() {
    return List.of("1");
  }

  @Override
  void check(ServedZone zone, ZoneTransaction tx) {
    if (!tx.metadata(SigningChange.PRESIGNED).contains("1")) {
      Keyring keys = tx.keys().map(store -> Keyring.of(store.all())).orElse(Keyring.of(List.of()));
      DelegationGuard.checkPresigned(tool(), tx, keys);
    }
  }
}
