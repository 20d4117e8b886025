package org.polderdns.backend.sql;

import java.util.List;
import org.polderdns.backend.BackendSetting;
import org.polderdns.backend.BackendSettings;

/** Opens zones in H2, launch name {@code gh2}. */
public final class H2BackendFactory extends SqlBackendFactory {
  @Override
  public String kind() {
    return "gh2";
  }

  @Override
  public String help() {
    return "Zones in an H2 database, in a file or in memory";
  }

  @Override
  List<BackendSetting> connectionSettings() {
    return List.of(
        new BackendSetting(
            "database", "powerdns", "File of the database without .mv.db, or mem:name for memory"),
        new BackendSetting("user", "sa", "User of the database"),
        new BackendSetting("password", "", "Password of the user"));
  }

  @Override
  DatabaseKind statements() {
    return DatabaseKind.H2;
  }

  @Override
  Dialect dialect(BackendSettings settings) {
    return new H2Dialect(UrlConnector.ofH2(settings));
  }
}
