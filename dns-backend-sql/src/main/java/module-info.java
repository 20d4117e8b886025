/** Zones kept in a SQL database, in the tables that operators of PowerDNS have. */
module org.polderdns.backend.sql {
  exports org.polderdns.backend.sql;

  requires transitive org.polderdns.backend;
  requires java.sql;
  requires org.jdbi.v3.core;
  requires org.xerial.sqlitejdbc;
  requires static org.jspecify;

  provides org.polderdns.backend.BackendFactory with
      org.polderdns.backend.sql.SqliteBackendFactory;
}
