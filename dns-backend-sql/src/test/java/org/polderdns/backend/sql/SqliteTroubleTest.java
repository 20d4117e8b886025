package org.polderdns.backend.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polderdns.backend.Backend;
import org.polderdns.backend.ChangeMark;
import org.polderdns.backend.RecordListing;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.ZoneKind;
import org.polderdns.backend.ZoneLoad;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.backend.ZoneWriting;
import org.polderdns.backend.contract.ZoneText;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** Files that are locked, damaged or gone, and processes that die. */
class SqliteTroubleTest {
  private static final Name APEX = Name.parse("example.org.");
  private static final String SOA = "@ 60 SOA ns1 h 1 2 3 4 5\n";

  @TempDir
  Path directory;

  private Path file() {
    return directory.resolve("zones.sqlite");
  }

  private static ZoneTransaction begin(Backend store) {
    return store.capability(ZoneWriting.class).orElseThrow().begin(APEX);
  }

  private static int names(Backend store) {
    List<Name> owners = new ArrayList<>();
    store
        .capability(RecordListing.class)
        .orElseThrow()
        .list(store.zone(APEX).orElseThrow(), node -> owners.add(node.owner()));
    return owners.size();
  }

  @Test
  void fileThatIsNoDatabaseIsRefused() throws Exception {
    Files.writeString(file(), "something else entirely\n".repeat(100));
    assertThatThrownBy(() -> Database.open(file()))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("gsqlite3: cannot open: SQLite database '" + file() + "'")
        .hasMessageContaining("not an SQLite database");
  }

  @Test
  void fileThatIsMadeIsItsOwnersAlone() throws Exception {
    try (Backend store = Database.open(file());
        ZoneTransaction tx = begin(store)) {
      tx.create(ZoneKind.NATIVE);
      tx.keys().orElseThrow().add(257, true, true, "secret");
      tx.commit();
      for (Path path : List.of(file(), directory.resolve("zones.sqlite-wal"))) {
        assertThat(Files.getPosixFilePermissions(path))
            .as(path.toString())
            .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      }
    }
  }

  @Test
  void missingDirectoryIsNamed() {
    Path nowhere = directory.resolve("nowhere").resolve("zones.sqlite");
    assertThatThrownBy(() -> Database.open(nowhere))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(nowhere.toString());
  }

  @Test
  void damagedFileFailsLookups() throws Exception {
    try (Backend store = Database.open(file(), Map.of("pragma-journal-mode", "DELETE"))) {
      StringBuilder text = new StringBuilder(SOA);
      for (int i = 0; i < 2000; i++) {
        text.append("n").append(i).append(" 60 A 192.0.2.1\n");
      }
      ZoneText.load(store, APEX, text.toString());
    }
    byte[] octets = Files.readAllBytes(file());
    for (int i = 8192; i < octets.length; i++) {
      octets[i] = (byte) (i * 31);
    }
    Files.write(file(), octets);
    assertThatThrownBy(() -> {
          try (Backend store = Database.open(file(), Map.of("pragma-journal-mode", "DELETE"))) {
            names(store);
          }
        })
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void lockedDatabaseIsReadAndNotWritten() throws Exception {
    try (Backend store = Database.open(file());
        Database other = new Database(file())) {
      ZoneText.load(store, APEX, SOA);
      other.execute("begin immediate");
      assertThat(names(store)).isEqualTo(1);
      try (Backend late = Database.open(file())) {
        assertThat(names(late)).isEqualTo(1);
      }
      assertThatThrownBy(() -> begin(store))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("another process holds its lock");
      other.execute("rollback");
      begin(store).close();
    }
  }

  @Test
  void deletedDatabaseIsToldOfAndNotMadeAnew() throws Exception {
    try (Backend store = Database.open(file())) {
      ZoneText.load(store, APEX, SOA);
      ChangeMark mark = store.capability(ChangeMark.class).orElseThrow();
      mark.changeMark();
      Files.delete(file());
      assertThatThrownBy(() -> begin(store))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("the file is gone");
      assertThatThrownBy(mark::changeMark).isInstanceOf(StoreException.class);
      assertThat(Files.exists(file())).isFalse();
    }
  }

  @Test
  void twoInstancesOfOneFileSeeEachOther() throws Exception {
    try (Backend one = Database.open(file());
        Backend two = Database.open(file())) {
      long before = two.capability(ChangeMark.class).orElseThrow().changeMark();
      ZoneText.load(one, APEX, SOA);
      assertThat(two.capability(ChangeMark.class).orElseThrow().changeMark()).isNotEqualTo(before);
      assertThat(names(two)).isEqualTo(1);
    }
  }

  @Test
  void processKilledWhileItLoadsLeavesTheOldZone() throws Exception {
    try (Backend store = Database.open(file())) {
      ZoneText.load(store, APEX, SOA + "www 60 A 192.0.2.1\n");
    }
    Process child = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Loader.class.getName(),
            file().toString())
        .redirectErrorStream(true)
        .start();
    try (BufferedReader output =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      String line = output.readLine();
      while (line != null && !line.equals("loading")) {
        line = output.readLine();
      }
      assertThat(line).isEqualTo("loading");
    } finally {
      child.destroyForcibly().waitFor();
    }
    try (Backend store = Database.open(file())) {
      assertThat(names(store)).isEqualTo(2);
      ZoneText.load(store, APEX, SOA);
      assertThat(names(store)).isEqualTo(1);
    }
  }

  /** Loads records without an end into the file named, and says so once some are in it. */
  static final class Loader {
    private Loader() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) {
      ParentWatch.start();
      Backend store = Database.open(Path.of(arguments[0]));
      ZoneTransaction tx = begin(store);
      ZoneLoad load = tx.replaceAll();
      load.onProgress(count -> {
        if (count == 50_000) {
          System.out.println("loading");
          System.out.flush();
        }
      });
      for (long i = 0; ; i++) {
        Octets data = Octets.of(10, (int) (i >> 16), (int) (i >> 8), (int) i);
        load.add(Name.parse("n" + i, APEX), RecordType.A, 60, data);
      }
    }
  }
}
