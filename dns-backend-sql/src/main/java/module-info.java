/** Zones kept in a SQL database, in the tables that operators of PowerDNS have. */
module org.polderdns.backend.sql {
  requires transitive org.polderdns.backend;
  requires java.sql;
  requires org.jdbi.v3.core;
}
