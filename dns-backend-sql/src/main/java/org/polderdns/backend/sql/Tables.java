package org.polderdns.backend.sql;

/** The tables of a database, by the statements in force. */
record Tables(Queries queries, ZoneTable zones, RecordTable records, MetadataTable metadata) {
  Tables(Queries queries) {
    this(queries, new ZoneTable(queries), new RecordTable(queries), new MetadataTable(queries));
  }
}
