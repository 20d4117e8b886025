module org.polderdns.zone {
  exports org.polderdns.zone.change;

  requires transitive org.polderdns.records;
  requires static org.jspecify;
  requires com.google.common;

  exports org.polderdns.zone;
  exports org.polderdns.zone.answer;
  exports org.polderdns.zone.file;
}
