package org.polderdns.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.polderdns.backend.memory.MemoryBackend;
import org.polderdns.records.Rdata;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** The example of the README. */
class ReadmeTest {
  @Test
  void example() {
    try (Backend store = new MemoryBackend("memory");
        BackendSet zones = new BackendSet(List.of(store), BackendSet.Options.DEFAULT)) {
      Name apex = Name.parse("example.");
      try (ZoneTransaction tx =
          store.capability(ZoneWriting.class).orElseThrow().begin(apex)) {
        tx.create(ZoneKind.NATIVE);
        ZoneLoad load = tx.replaceAll();
        Rdata soa = Rdata.parse(RecordType.SOA, "ns1.example. h.example. 1 2 3 4 5");
        load.add(apex, RecordType.SOA, 300, soa.octets());
        load.add(Name.parse("www.example."), RecordType.A, 300, Octets.of(192, 0, 2, 1));
        load.finish();
        tx.commit();
      }
      zones.refresh();
      Name www = Name.parse("www.example.");
      assertThat(zones.zone(www).orElseThrow().node(www)).isPresent();
    }
  }
}
