/** The zone model, master files (RFC 1035 §5), answering (RFC 1034 §4.3.2) and zone checks. */
module org.polderdns.zone {
  exports org.polderdns.zone.change;

  requires transitive org.polderdns.records;
  requires static org.jspecify;
  requires com.google.common;

  exports org.polderdns.zone;
  exports org.polderdns.zone.answer;
  exports org.polderdns.zone.check;
  exports org.polderdns.zone.compiled;
  exports org.polderdns.zone.file;
}
