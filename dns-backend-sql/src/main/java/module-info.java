/** Zones kept in a SQL database, in the tables that operators of PowerDNS have. */
module org.polderdns.backend.sql {
  exports org.polderdns.backend.sql;

  requires transitive org.polderdns.backend;
  requires java.sql;
  requires org.jdbi.v3.core;
  requires org.mariadb.jdbc;
  requires org.postgresql.jdbc;
  requires org.xerial.sqlitejdbc;
  requires static org.jspecify;

  provides org.mariadb.jdbc.plugin.TlsSocketPlugin with
      org.polderdns.backend.sql.PemTlsSocketPlugin;
  provides org.polderdns.backend.BackendFactory with
      org.polderdns.backend.sql.H2BackendFactory,
      org.polderdns.backend.sql.JdbcBackendFactory,
      org.polderdns.backend.sql.MysqlBackendFactory,
      org.polderdns.backend.sql.PostgresqlBackendFactory,
      org.polderdns.backend.sql.SqliteBackendFactory;
  provides org.polderdns.backend.KeyFiles with
      org.polderdns.backend.sql.SqliteKeyFiles;
  provides org.polderdns.backend.ZoneScriptFactory with
      org.polderdns.backend.sql.SchemaScripts;
}
