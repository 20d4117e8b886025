package org.polderdns.backend.sql;

import java.util.List;
import org.polderdns.backend.BackendSetting;
import org.polderdns.backend.BackendSettings;

/** Opens zones in MySQL and MariaDB, launch name {@code gmysql}. */
public final class MysqlBackendFactory extends SqlBackendFactory {
  @Override
  public String kind() {
    return "gmysql";
  }

  @Override
  public String help() {
    return "Zones in a MySQL or MariaDB database with the schema of PowerDNS";
  }

  @Override
  List<BackendSetting> connectionSettings() {
    return List.of(
        new BackendSetting(
            "host", "", "Address of the server; empty or localhost for its socket if it is there"),
        new BackendSetting("port", "3306", "TCP port of the server"),
        new BackendSetting("socket", "", "Path of the server's socket, in place of a host"),
        new BackendSetting("dbname", "powerdns", "Name of the database"),
        new BackendSetting("user", "powerdns", "User of the database"),
        new BackendSetting("password", "", "Password of the user"),
        new BackendSetting("group", "client", "Group in my.cnf that is read besides client"),
        BackendSetting.yesOrNo(
            "innodb-read-committed", true, "Whether transactions are READ COMMITTED"),
        new BackendSetting("timeout", "10", "Seconds to wait for the server, 0 for no limit"),
        BackendSetting.yesOrNo(
            "ssl", false, "Whether to ask for TLS without a certificate's check"),
        BackendSetting.yesOrNo("thread-cleanup", false, "For client libraries in C, nothing here")
            .later());
  }

  @Override
  DatabaseKind statements() {
    return DatabaseKind.MYSQL;
  }

  @Override
  Dialect dialect(BackendSettings settings) {
    return new MysqlDialect(new MysqlConnector(settings), settings.isYes("innodb-read-committed"));
  }
}
