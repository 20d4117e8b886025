/** Zones kept in master files, listed in a {@code named.conf}. */
module org.polderdns.backend.files {
  exports org.polderdns.backend.files;

  requires transitive org.polderdns.backend;
  requires com.google.common;
  requires static org.jspecify;

  provides org.polderdns.backend.BackendFactory with
      org.polderdns.backend.files.BindBackendFactory;
}
