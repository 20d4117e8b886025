package org.polderdns.backend.sql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.polderdns.backend.Backend;
import org.polderdns.backend.BackendSettings;
import org.polderdns.backend.Launch;

/** An SQLite file as another program sees it. */
final class Database implements AutoCloseable {
  private final Connection connection;

  Database(Path file) throws SQLException {
    this.connection = DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  static Backend open(Path file) {
    return open(file, Map.of());
  }

  static Backend open(Path file, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("database", file.toString());
    SqliteBackendFactory factory = new SqliteBackendFactory();
    return factory.open(BackendSettings.of(new Launch("gsqlite3", ""), factory, all));
  }

  void execute(String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** A zone of id 1, {@code example.org}, with an SOA. */
  void zone() throws SQLException {
    execute("insert into domains (id, name, type) values (1, 'example.org', 'NATIVE')");
    record("example.org", "SOA", "ns1.example.org hostmaster.example.org 1 2 3 4 5");
  }

  void record(String name, String type, String content) throws SQLException {
    execute("insert into records (domain_id, name, type, content, ttl, prio) values (1, '"
        + name
        + "', '"
        + type
        + "', '"
        + content.replace("'", "''")
        + "', 60, 0)");
  }

  /** The rows of a question, columns joined by bars. */
  List<String> rows(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      int columns = row.getMetaData().getColumnCount();
      while (row.next()) {
        StringBuilder line = new StringBuilder();
        for (int i = 1; i <= columns; i++) {
          line.append(i > 1 ? "|" : "").append(row.getString(i));
        }
        rows.add(line.toString());
      }
    }
    return rows;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
