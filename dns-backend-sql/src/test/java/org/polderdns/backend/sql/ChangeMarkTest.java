package org.polderdns.backend.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polderdns.backend.Backend;
import org.polderdns.backend.ChangeMark;

/** The mark moves when others commit, however their transactions overlap. */
class ChangeMarkTest {
  @TempDir
  Path directory;

  @Test
  void sqlite() throws Exception {
    movesWithACommit(new SqliteFile(directory.resolve("zones.sqlite")));
  }

  @Test
  void h2() throws Exception {
    H2Memory database = new H2Memory("changemark");
    movesWithACommit(database);
    movesWithACommitAfterALaterOne(database);
  }

  @Test
  void mariadb() throws Exception {
    DatabaseServer server = MariadbServer.shared().cleared();
    movesWithACommit(server);
    movesWithACommitAfterALaterOne(server);
  }

  @Test
  void postgresql() throws Exception {
    DatabaseServer server = PostgresqlServer.shared().cleared();
    movesWithACommit(server);
    movesWithACommitAfterALaterOne(server);
  }

  private static void movesWithACommit(DatabaseServer server) throws Exception {
    try (Backend store = server.open();
        Connection other = server.connect()) {
      ChangeMark mark = store.capability(ChangeMark.class).orElseThrow();
      other.setAutoCommit(false);
      insert(other, "one.example");
      long between = mark.changeMark();
      other.commit();
      await(mark, now -> now != between);
    }
  }

  private static void movesWithACommitAfterALaterOne(DatabaseServer server) throws Exception {
    try (Backend store = server.open();
        Connection early = server.connect();
        Connection late = server.connect()) {
      ChangeMark mark = store.capability(ChangeMark.class).orElseThrow();
      early.setAutoCommit(false);
      insert(early, "early.example");
      insert(late, "late.example");
      long between = settled(mark);
      early.commit();
      await(mark, now -> now != between);
    }
  }

  /** The mark of MySQL moves once more some seconds after a change. */
  private static long settled(ChangeMark mark) throws InterruptedException {
    long before = mark.changeMark();
    for (long since = System.nanoTime();
        System.nanoTime() - since < TimeUnit.SECONDS.toNanos(4); ) {
      Thread.sleep(50);
      long now = mark.changeMark();
      if (now != before) {
        before = now;
        since = System.nanoTime();
      }
    }
    return before;
  }

  private static void await(ChangeMark mark, LongPredicate condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.test(mark.changeMark())) {
      assertThat(System.nanoTime()).as("the mark has not moved").isLessThan(end);
      Thread.sleep(20);
    }
  }

  private static void insert(Connection connection, String zone) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("insert into domains (name, type) values ('" + zone + "', 'NATIVE')");
    }
  }
}
