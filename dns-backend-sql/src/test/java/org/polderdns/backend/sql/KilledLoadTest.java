package org.polderdns.backend.sql;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Loads in processes that are killed, as many on each database as the system property {@code
 * polder.kills} says; {@code polder.seed} chooses the moments.
 */
class KilledLoadTest {
  private static final int KILLS = Integer.getInteger("polder.kills", 3);
  private static final long SEED = Long.getLong("polder.seed", System.nanoTime() & 0xffffff);

  @TempDir
  Path directory;

  @SuppressWarnings("SystemOut") // what a long run is for
  private void kill(DatabaseServer server) throws Exception {
    String where = server.kind() + ", seed " + SEED;
    System.out.println(where + ": begins");
    try (KilledLoads loads = new KilledLoads(server, directory, new Random(SEED))) {
      System.out.println(where + ": " + loads.kill(KILLS));
    }
  }

  @Test
  void sqliteHasTheOldZoneOrTheNew() throws Exception {
    kill(new SqliteFile(directory.resolve("zones.sqlite")));
  }

  @Test
  void h2HasTheOldZoneOrTheNew() throws Exception {
    kill(new H2File(directory.resolve("zones")));
  }

  @Test
  void mariadbHasTheOldZoneOrTheNew() throws Exception {
    kill(MariadbServer.shared().cleared());
  }

  @Test
  void postgresqlHasTheOldZoneOrTheNew() throws Exception {
    kill(PostgresqlServer.shared().cleared());
  }
}
