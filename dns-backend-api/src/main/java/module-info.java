/** What a store of DNS data provides, and how several are composed. */
module org.polderdns.backend {
  exports org.polderdns.backend;

  requires transitive org.polderdns.zone;
  requires static org.jspecify;

  uses org.polderdns.backend.BackendFactory;
}
