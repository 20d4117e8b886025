package org.polderdns.backend.sql;

import java.util.Map;
import org.polderdns.backend.Backend;
import org.polderdns.backend.contract.StoreContract;

/** The contract where the operator has functions that return sets, and such that write. */
class FunctionsPostgresqlTest extends StoreContract {
  private static final String ROW = " returns table (content text, ttl int, prio int, type text,"
      + " domain_id int, disabled bool, name text, auth bool) language sql stable as $$ select"
      + " content, ttl, prio, type, domain_id, disabled, name, auth from records where not disabled"
      + " and ";

  private static final String[] FUNCTIONS = {
    "create or replace function lookup(text, text)" + ROW + "type = $1 and name = $2 $$",
    "create or replace function lookup_any(q varchar, z integer)"
        + ROW
        + "name = q and domain_id = z $$",
    "create or replace function whole_zone(all_rows boolean, z bigint) returns table (content text,"
        + " ttl int, prio int, type text, domain_id int, disabled int, name text, auth int,"
        + " ordername text) language plpgsql as $$ begin return query select r.content::text, r.ttl,"
        + " r.prio, r.type::text, r.domain_id, r.disabled::int, r.name::text, r.auth::int,"
        + " r.ordername::text from records r where (all_rows or not r.disabled) and r.domain_id = z"
        + " order by r.name, r.type; end $$",
    "create or replace function add_record(c text, t int, p int, y text, z int, d bool, n text,"
        + " o text, a bool) returns void language sql as $$ insert into records (content, ttl, prio,"
        + " type, domain_id, disabled, name, ordername, auth) values (c, t, p, y, z, d, n, o, a) $$",
    "create or replace function add_empty(z int, n text, o text, a int) returns int language sql as"
        + " $$ insert into records (domain_id, name, ordername, auth) values (z, n, o, a = 1)"
        + " returning id::int $$",
    "create or replace procedure drop_records(z int) language sql as"
        + " $$ delete from records where domain_id = z $$"
  };

  @Override
  protected Backend open() throws Exception {
    DatabaseServer server = PostgresqlServer.shared().cleared();
    server.execute(FUNCTIONS);
    return server.open(
        Map.of(
            "basic-query", "select * from lookup($1,$2)",
            "id-query", "select * from lookup($1,$2) where domain_id = $3",
            "any-id-query", "select * from lookup_any($1, $2)",
            "list-query", "select * from whole_zone($1::int::boolean, $2)",
            "insert-record-query", "select add_record($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            "insert-empty-non-terminal-order-query", "select add_empty($1, $2, $3, $4)",
            "delete-zone-query", "call drop_records($1)",
            "list-subzone-query",
                "select content, ttl, prio, type, domain_id, disabled::int, name, auth::int from records"
                    + " where not disabled and (name = $1 or name like $2) and $3 = domain_id and $1 <> ''"));
  }
}
