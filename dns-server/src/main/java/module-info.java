/** The nameserver: sockets, configuration, schedules and the command line around the libraries. */
module org.polderdns.server {
  exports org.polderdns.server;
  exports org.polderdns.server.cache;
  exports org.polderdns.server.config;
  exports org.polderdns.server.dnssec;
  exports org.polderdns.server.net;
  exports org.polderdns.server.stats;
  exports org.polderdns.server.store;

  requires transitive org.polderdns.backend;
  requires transitive org.polderdns.dnssec;
  requires com.sun.jna;
  requires info.picocli;
  requires static org.jspecify;

  opens org.polderdns.server.cli to
      info.picocli;

  uses org.polderdns.backend.BackendFactory;
}
