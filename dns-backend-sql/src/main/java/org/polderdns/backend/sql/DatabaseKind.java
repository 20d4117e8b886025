package org.polderdns.backend.sql;

/** Whose SQL is spoken; what a statement must look like follows from this and nothing else. */
enum DatabaseKind {
  SQLITE,
  /** MySQL and MariaDB. */
  MYSQL,
  /** PostgreSQL and what speaks its protocol. */
  POSTGRESQL,
  H2,
  /** Any other database: statements are as plain as the schema allows. */
  GENERIC
}
