package org.polderdns.backend.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.polderdns.backend.Backend;
import org.polderdns.backend.BackendFactories;
import org.polderdns.backend.BackendFactory;
import org.polderdns.backend.BackendSettings;
import org.polderdns.backend.Launch;
import org.polderdns.backend.SchemaKeeping;

/** A database server of the tests, with one database that has the tables. */
public abstract class DatabaseServer implements AutoCloseable {
  private static final List<String> TABLES = List.of(
      "records", "comments", "domainmetadata", "cryptokeys", "supermasters", "tsigkeys", "domains");

  /** The launch name of what opens its zones. */
  public abstract String kind();

  /** The settings with which to open the zones. */
  public abstract Map<String, String> settings();

  /** How another program gets at the tables. */
  public abstract String url();

  /** Ends the server as a crash does. */
  public abstract void kill() throws Exception;

  /** Starts the server again on the same files and port. */
  public abstract void restart() throws Exception;

  /** The server's processes now; none for a file. */
  List<ProcessHandle> processes() throws IOException {
    return List.of();
  }

  /** Stops the server where it is: it takes connections and answers nothing. */
  public final void pause() throws Exception {
    signal("-STOP");
  }

  /** Lets a server go on that was paused. */
  public final void resume() throws Exception {
    signal("-CONT");
  }

  private void signal(String signal) throws Exception {
    List<String> command = new ArrayList<>(List.of("kill", signal));
    processes().forEach(process -> command.add(Long.toString(process.pid())));
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IOException("failed: " + command);
    }
  }

  @Override
  public abstract void close();

  public final BackendSettings backendSettings(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(settings());
    all.putAll(more);
    return BackendSettings.of(new Launch(kind(), ""), factory(), all);
  }

  public final BackendFactory factory() {
    return BackendFactories.find(kind()).orElseThrow();
  }

  public final Backend open() {
    return open(Map.of());
  }

  public final Backend open(Map<String, String> more) {
    return factory().open(backendSettings(more));
  }

  public final void createSchema() {
    ((SchemaKeeping) factory()).createSchema(backendSettings(Map.of()));
  }

  /** The statements executed. */
  public final List<String> upgradeSchema() {
    return ((SchemaKeeping) factory()).upgradeSchema(backendSettings(Map.of()));
  }

  /** Empties all tables. */
  public final DatabaseServer cleared() throws SQLException {
    execute(TABLES.stream().map(table -> "delete from " + table).toArray(String[]::new));
    return this;
  }

  /** Removes the rows that transactions left behind, where the server would but for its settings. */
  void clean() throws SQLException {}

  public final Connection connect() throws SQLException {
    return DriverManager.getConnection(url());
  }

  public final void execute(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The rows of a question, columns joined by bars. */
  public final List<String> rows(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
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

  static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
