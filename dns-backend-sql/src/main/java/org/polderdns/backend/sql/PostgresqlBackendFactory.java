package org.polderdns.backend.sql;

import java.util.List;
import org.polderdns.backend.BackendSetting;
import org.polderdns.backend.BackendSettings;
import org.polderdns.backend.TriggerKeeping;

/** Opens zones in PostgreSQL, launch name {@code gpgsql}. */
public final class PostgresqlBackendFactory extends SqlBackendFactory implements TriggerKeeping {
  @Override
  public String kind() {
    return "gpgsql";
  }

  @Override
  public String help() {
    return "Zones in a PostgreSQL database with the schema of PowerDNS";
  }

  @Override
  List<BackendSetting> connectionSettings() {
    return List.of(
        new BackendSetting(
            "host", "", "Address of the server, or the directory of its socket; empty for local"),
        new BackendSetting("port", "", "Port of the server, empty for 5432"),
        new BackendSetting("dbname", "", "Name of the database, empty for the user's"),
        new BackendSetting("user", "", "User of the database, empty for who runs this"),
        new BackendSetting("password", "", "Password of the user"),
        new BackendSetting(
            "timeout", "10", "Seconds to wait for the server, 0 for no limit; not in PowerDNS"),
        new BackendSetting(
            "extra-connection-parameters", "", "More parameters of libpq, such as sslmode=require"),
        BackendSetting.yesOrNo(
            "prepared-statements", true, "Whether statements stay prepared; not for poolers"));
  }

  @Override
  DatabaseKind statements() {
    return DatabaseKind.POSTGRESQL;
  }

  @Override
  Dialect dialect(BackendSettings settings) {
    return new PostgresqlDialect(new PostgresqlConnector(settings));
  }

  @Override
  public List<String> installTriggers(BackendSettings settings) {
    return new SchemaTask(settings.name(), dialect(settings))
        .execute("install triggers", PostgresqlTriggers.install());
  }

  @Override
  public List<String> removeTriggers(BackendSettings settings) {
    return new SchemaTask(settings.name(), dialect(settings))
        .execute("remove triggers", PostgresqlTriggers.remove());
  }
}
