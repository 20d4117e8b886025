package org.polderdns.backend.sql;

import java.util.Map;
import org.polderdns.backend.Backend;
import org.polderdns.backend.contract.StoreContract;

/** The contract where the operator has procedures, which give a status behind their rows. */
class ProceduresMariadbTest extends StoreContract {
  private static final String ROW =
      " begin select content, ttl, prio, type, domain_id, disabled, name, auth";

  private static final String[] PROCEDURES = {
    "create or replace procedure lookup(in y varchar(10), in n varchar(255))"
        + ROW
        + " from records where disabled = 0 and type = y and name = n; end",
    "create or replace procedure lookup_any(in n varchar(255), in z int)"
        + ROW
        + " from records where disabled = 0 and name = n and domain_id = z; end",
    "create or replace procedure whole_zone(in f tinyint, in z int)"
        + ROW
        + ", ordername from records where (f or disabled = 0) and domain_id = z"
        + " order by name, type; end",
    "create or replace procedure add_record(c text, t int, p int, y varchar(10), z int,"
        + " d tinyint, n varchar(255), o varchar(255), a tinyint) begin insert into records"
        + " (content, ttl, prio, type, domain_id, disabled, name, ordername, auth)"
        + " values (c, t, p, y, z, d, n, o, a); select last_insert_id(); end",
    "create or replace procedure drop_records(z int)"
        + " begin delete from records where domain_id = z; end",
    "create or replace procedure zone_of(n varchar(255)) begin select id, name, master, last_check,"
        + " notified_serial, type, options, catalog, account from domains where name = n; end"
  };

  @Override
  protected Backend open() throws Exception {
    DatabaseServer server = MariadbServer.shared().cleared();
    server.execute(PROCEDURES);
    return server.open(Map.of(
        "basic-query", "CALL lookup(?,?)",
        "any-id-query", "CALL lookup_any(?, ?)",
        "list-query", "call whole_zone(?, ?)",
        "insert-record-query", "call add_record(?, ?, ?, ?, ?, ?, ?, ?, ?)",
        "delete-zone-query", "call drop_records(?)",
        "info-zone-query", "call zone_of(?)"));
  }
}
