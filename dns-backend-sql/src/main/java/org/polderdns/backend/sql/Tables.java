package org.polderdns.backend.sql;

/** The tables of a database, by the statements in force. */
record Tables(
    Queries queries,
    ZoneTable zones,
    RecordTable records,
    MetadataTable metadata,
    KeyTable keys,
    CommentTable comments,
    TsigKeyTable tsigKeys,
    AutoprimaryTable autoprimaries,
    int maxNsec3Iterations) {
  /**
   * @param backend the name of the instance
   * @param maxNsec3Iterations by which names are hashed at most
   */
  Tables(String backend, Queries queries, int maxNsec3Iterations) {
    this(
        queries,
        new ZoneTable(queries),
        new RecordTable(backend, queries),
        new MetadataTable(queries),
        new KeyTable(queries),
        new CommentTable(queries),
        new TsigKeyTable(backend, queries),
        new AutoprimaryTable(queries),
        maxNsec3Iterations);
  }
}
