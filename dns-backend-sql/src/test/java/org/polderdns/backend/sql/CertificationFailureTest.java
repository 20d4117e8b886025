package org.polderdns.backend.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.polderdns.backend.Backend;
import org.polderdns.backend.StoreConflictException;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.backend.ZoneWriting;
import org.polderdns.backend.contract.ZoneText;
import org.polderdns.records.RRset;
import org.polderdns.records.Rdata;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.change.Changeset;

/** A member of a Galera cluster that gives transactions up at their commit. */
class CertificationFailureTest {
  private static final Name APEX = Name.parse("example.org.");
  private static final Name WWW = Name.parse("www.example.org.");
  private static final String ZONE = "@ 60 SOA ns1 h 1 2 3 4 5\n";

  private MariadbServer server;
  private CertificationFailures way;
  private Backend store;

  @BeforeEach
  void open() throws Exception {
    server = MariadbServer.shared();
    server.cleared();
    way = new CertificationFailures(server);
    store = server.open(way.settings());
    ZoneText.load(store, APEX, ZONE);
  }

  @AfterEach
  void close() throws Exception {
    store.close();
    way.close();
  }

  private ZoneTransaction begin() {
    return store.capability(ZoneWriting.class).orElseThrow().begin(APEX);
  }

  private void addAddress() {
    try (ZoneTransaction tx = begin()) {
      tx.apply(Changeset.of(APEX)
          .add(RRset.of(WWW, 60, Rdata.parse(RecordType.A, "192.0.2.1", APEX)))
          .build());
      tx.setMetadata("X-A", List.of("1"));
      tx.commit();
    }
  }

  private List<String> addresses() throws Exception {
    return server.rows("select name, content from records where type = 'A'");
  }

  @Test
  void changeIsDoneAgainAndStoredOnce() throws Exception {
    way.failNext(2);
    addAddress();
    assertThat(way.commits()).isEqualTo(3);
    assertThat(addresses()).containsExactly("www.example.org|192.0.2.1");
    assertThat(server.rows("select kind, content from domainmetadata")).containsExactly("X-A|1");
  }

  @Test
  void changeThatFailsEachTimeIsToldAndNotStored() throws Exception {
    way.failNext(100);
    assertThatThrownBy(this::addAddress)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("met those of others");
    assertThat(addresses()).isEmpty();
    way.failNext(0);
    addAddress();
    assertThat(addresses()).hasSize(1);
  }

  @Test
  void loadIsToldAndTheOldZoneStays() throws Exception {
    way.failNext(1);
    assertThatThrownBy(() -> ZoneText.load(store, APEX, ZONE + "www 60 A 192.0.2.1\n"))
        .isInstanceOf(StoreConflictException.class)
        .hasMessage("gmysql: the load of the zone example.org. met changes of others");
    assertThat(way.commits()).isEqualTo(1);
    assertThat(server.rows("select type from records")).containsExactly("SOA");
  }
}
