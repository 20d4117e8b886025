/** What a store of DNS data provides, and how several are composed. */
module org.polderdns.backend {
  requires transitive org.polderdns.zone;
}
