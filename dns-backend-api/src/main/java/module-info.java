/** What a store of DNS data provides, and how several are composed. */
module org.polderdns.backend {
  exports org.polderdns.backend;
  exports org.polderdns.backend.check;
  exports org.polderdns.backend.cache;
  exports org.polderdns.backend.memory;
  exports org.polderdns.backend.migration;

  requires transitive org.polderdns.zone;
  requires static org.jspecify;

  uses org.polderdns.backend.BackendFactory;
  uses org.polderdns.backend.KeyFiles;
  uses org.polderdns.backend.ZoneScriptFactory;

  provides org.polderdns.backend.BackendFactory with
      org.polderdns.backend.memory.MemoryBackendFactory;
}
