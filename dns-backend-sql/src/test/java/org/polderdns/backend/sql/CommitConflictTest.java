package org.polderdns.backend.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.polderdns.backend.Backend;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.backend.ZoneWriting;
import org.polderdns.backend.contract.ZoneText;
import org.polderdns.wire.Name;

/** A database that gives a transaction up at its commit, as clusters do. */
class CommitConflictTest {
  private static final Name APEX = Name.parse("example.org.");

  private PostgresqlServer server;
  private Backend store;

  /** A sequence counts the attempts: nothing takes it back. */
  @BeforeEach
  void open() throws Exception {
    server = PostgresqlServer.shared();
    server.cleared();
    store = server.open();
    ZoneText.load(store, APEX, "@ 60 SOA ns1 h 1 2 3 4 5");
  }

  private void giveUp(int times) throws Exception {
    server.execute(
        "create sequence attempts",
        "create function give_up() returns trigger language plpgsql as $$ begin"
            + " if nextval('attempts') <= " + times + " then"
            + " raise exception 'restart transaction' using errcode = '40001'; end if;"
            + " return null; end $$",
        "create constraint trigger at_commit after update on domains"
            + " deferrable initially deferred for each row execute function give_up()",
        "grant usage on sequence attempts to powerdns");
  }

  @AfterEach
  void close() throws Exception {
    store.close();
    server.execute(
        "drop trigger if exists at_commit on domains",
        "drop function if exists give_up()",
        "drop sequence if exists attempts");
  }

  private void setAccount(String account) {
    try (ZoneTransaction tx = store.capability(ZoneWriting.class).orElseThrow().begin(APEX)) {
      tx.update(tx.zone().orElseThrow().withAccount(account));
      tx.commit();
    }
  }

  @Test
  void isDoneAgain() throws Exception {
    giveUp(2);
    setAccount("mine");
    assertThat(server.rows("select last_value from attempts")).containsExactly("3");
    assertThat(store.zone(APEX).orElseThrow().account()).isEqualTo("mine");
  }

  @Test
  void isToldWhenItDoesNotEnd() throws Exception {
    giveUp(100);
    assertThatThrownBy(() -> setAccount("mine"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("met those of others");
    assertThat(store.zone(APEX).orElseThrow().account()).isEmpty();
    server.execute("drop trigger at_commit on domains");
    setAccount("later");
    assertThat(store.zone(APEX).orElseThrow().account()).isEqualTo("later");
  }
}
