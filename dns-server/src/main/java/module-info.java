/** The nameserver: sockets, configuration, schedules and the command line around the libraries. */
module org.polderdns.server {
  requires transitive org.polderdns.backend;
  requires transitive org.polderdns.backend.sql;
  requires transitive org.polderdns.dnssec;
  requires info.picocli;
}
