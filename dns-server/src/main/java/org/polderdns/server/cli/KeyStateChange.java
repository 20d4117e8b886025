package org.polderdns.server.cli;

import org.polderdns.backend.ZoneKeys;

/** A verb that changes what a key does. */
abstract class KeyStateChange extends KeyCommand {
  @Override
  final int run() {
    long id = id();
    try (SigningChange change = SigningChange.begin(tool(), located())) {
      if (change.keyring().find(id).isEmpty()) {
        throw noKey();
      }
      change(change.keys(), id);
      change.commit();
    }
    return 0;
  }

  abstract void change(ZoneKeys keys, long id);
}
