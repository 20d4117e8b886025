package org.polderdns.backend.check;

import java.util.List;
import org.polderdns.backend.Backend;
import org.polderdns.backend.MetadataListing;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.ZoneKind;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.wire.Name;

/** What is kept of a zone beside its records. */
final class ZoneChecks extends Checks {
  ZoneChecks(Backend store, Name apex) {
    super(store, apex);
  }

  void run(Runner runner) {
    for (ZoneKind kind : ZoneKind.values()) {
      runner.accept("kind " + kind, () -> kept(zone().withKind(kind)));
    }
    runner.accept(
        "primaries, account and time of last check",
        () -> kept(zone()
            .withPrimaries(List.of(
                "192.0.2.1", "192.0.2.2:5300", "[2001:db8:1234:5678:9abc:def0:1234:5678]:53535"))
            .withAccount("\u00e9".repeat(40))
            .withLastCheck(2_000_000_000L)));
    runner.accept(
        "options and catalog",
        () -> kept(zone()
            .withOptions("{\"x\": \"" + "y".repeat(4000) + "\"}")
            .withCatalog("catalog.example")));
    if (store.capability(MetadataListing.class).isPresent()) {
      runner.accept("metadata keep their order and size", this::metadata);
    }
  }

  private String kept(ZoneInfo info) {
    try (ZoneTransaction tx = begin()) {
      tx.update(info);
      tx.commit();
    }
    return difference(info, zone());
  }

  private String metadata() {
    List<String> values = List.of("b", "a", "b", "", "x".repeat(4000), "%_'\\\"");
    try (ZoneTransaction tx = begin()) {
      tx.setMetadata("X-TEST", values);
      tx.commit();
    }
    return difference(values, role(MetadataListing.class).metadata(apex, "x-test"));
  }
}
