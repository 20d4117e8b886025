package org.polderdns.backend.check;

import java.util.List;
import org.polderdns.backend.Backend;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.ZoneKind;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.records.RRset;
import org.polderdns.records.Rdata;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.change.Changeset;

/** Whether all or nothing of a transaction is kept. */
final class TransactionChecks extends Checks {
  TransactionChecks(Backend store, Name apex) {
    super(store, apex);
  }

  void run(Runner runner) {
    runner.accept("what is not committed is rolled back", this::rollback);
    runner.accept("zones are not made twice", this::conflict);
  }

  private String rollback() {
    Name owner = child("rollback");
    try (ZoneTransaction tx = begin()) {
      tx.apply(Changeset.of(apex)
          .add(RRset.of(owner, 60, Rdata.parse(RecordType.A, "192.0.2.1")))
          .build());
      tx.update(zone().withAccount("rollback"));
    }
    if (!store.lookup(zone(), List.of(owner)).isEmpty()) {
      return "records stay";
    }
    return zone().account().equals("rollback") ? "the account stays" : "";
  }

  private String conflict() {
    try (ZoneTransaction tx = begin()) {
      tx.create(ZoneKind.NATIVE);
      return "it was made";
    } catch (StoreException e) {
      return "";
    }
  }
}
