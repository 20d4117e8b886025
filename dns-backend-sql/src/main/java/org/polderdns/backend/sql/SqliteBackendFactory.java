package org.polderdns.backend.sql;

import java.util.List;
import org.polderdns.backend.BackendSetting;
import org.polderdns.backend.BackendSettings;

/** Opens zones in SQLite files, launch name {@code gsqlite3}. */
public final class SqliteBackendFactory extends SqlBackendFactory {
  @Override
  public String kind() {
    return "gsqlite3";
  }

  @Override
  public String help() {
    return "Zones in an SQLite database with the schema of PowerDNS";
  }

  @Override
  List<BackendSetting> connectionSettings() {
    return List.of(
        new BackendSetting(
            "database", "powerdns.sqlite", "File of the database, made if it is not there"),
        new BackendSetting(
            "pragma-synchronous", "", "Value of the pragma synchronous, empty for SQLite's own"),
        BackendSetting.yesOrNo(
            "pragma-foreign-keys", false, "Whether the database enforces foreign keys"),
        new BackendSetting(
            "pragma-journal-mode", "WAL", "Value of the pragma journal_mode, empty to leave it"));
  }

  @Override
  DatabaseKind statements() {
    return DatabaseKind.SQLITE;
  }

  @Override
  Dialect dialect(BackendSettings settings) {
    return new SqliteDialect(settings);
  }
}
