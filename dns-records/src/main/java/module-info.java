/** Record types and their data: one declaration each gives wire, text, JSON and canonical form. */
module org.polderdns.records {
  exports org.polderdns.records;
  exports org.polderdns.records.rr;

  requires transitive org.polderdns.wire;
  requires static org.jspecify;

  uses org.polderdns.records.RdataFormatProvider;
}
