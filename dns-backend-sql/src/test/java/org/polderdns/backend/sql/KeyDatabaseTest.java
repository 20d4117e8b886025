package org.polderdns.backend.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polderdns.backend.Backend;
import org.polderdns.backend.ChangeMark;
import org.polderdns.backend.KeyFiles;
import org.polderdns.backend.KeyListing;
import org.polderdns.backend.KeySearch;
import org.polderdns.backend.MetadataSearch;
import org.polderdns.backend.MetadataStore;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.StoredKey;
import org.polderdns.backend.StoredTsigKey;
import org.polderdns.backend.TsigKeyStore;
import org.polderdns.backend.ZoneKeys;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.backend.ZoneWriting;
import org.polderdns.wire.Name;

/** The file that {@code bind-dnssec-db} names. */
class KeyDatabaseTest {
  private static final Name APEX = Name.parse("Example.org.");
  private static final Name OTHER = Name.parse("example.net.");

  @TempDir
  Path directory;

  private Path file;

  @BeforeEach
  void create() {
    file = directory.resolve("keys.db");
    KeyFiles.find("bind").create("bind", file);
  }

  private Backend open() {
    return KeyFiles.find("bind").open("bind", file, "WAL");
  }

  private static ZoneTransaction begin(Backend store, Name apex) {
    return store.capability(ZoneWriting.class).orElseThrow().begin(apex);
  }

  private static long add(Backend store, Name apex, String content) {
    try (ZoneTransaction tx = begin(store, apex)) {
      long id = tx.keys().orElseThrow().add(257, true, true, content);
      tx.commit();
      return id;
    }
  }

  private static List<StoredKey> keys(Backend store, Name apex) {
    return store.capability(KeyListing.class).orElseThrow().keys(apex);
  }

  @Test
  void fileIsItsOwnersAlone() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void journalIsOfTheModeGiven() throws Exception {
    for (String mode : List.of("WAL", "DELETE")) {
      KeyFiles.find("bind").open("bind", file, mode).close();
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
          Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("pragma journal_mode")) {
        assertThat(row.getString(1)).isEqualToIgnoringCase(mode);
      }
    }
  }

  @Test
  void fileThatIsThereIsLeftAlone() throws Exception {
    byte[] before = Files.readAllBytes(file);
    assertThatThrownBy(() -> KeyFiles.find("bind").create("bind", file))
        .isInstanceOf(StoreException.class)
        .hasMessage("bind: Error creating database in BIND backend: SQLite database '" + file
            + "' already exists");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void fileInNoDirectoryIsRefused() {
    assertThatThrownBy(
            () -> KeyFiles.find("bind").create("bind", directory.resolve("none").resolve("x")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("Could not connect to the SQLite database");
  }

  @Test
  void fileThatIsNotOneIsNotOpened() throws Exception {
    Path other = directory.resolve("other.db");
    assertThatThrownBy(() -> KeyFiles.find("bind").open("bind", other, "WAL"))
        .isInstanceOf(StoreException.class)
        .hasMessage("bind: Error opening DNSSEC database in BIND backend: SQLite database '" + other
            + "' does not exist yet");
    Files.createFile(other);
    assertThatThrownBy(() -> KeyFiles.find("bind").open("bind", other, "WAL"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("no such table: domainmetadata: create-bind-db makes such a file");
    assertThat(other).isEmptyFile();
    Files.writeString(other, "something else\n".repeat(1000));
    assertThatThrownBy(() -> KeyFiles.find("bind").open("bind", other, "WAL"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("not an SQLite database");
    assertThatThrownBy(() -> KeyFiles.find("bind").open("bind", file, "WAL; drop"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("expected one of [DELETE, ");
  }

  @Test
  void keysLiveAsInOtherDatabases() {
    try (Backend store = open()) {
      long id = add(store, APEX, "one");
      add(store, OTHER, "two");
      assertThat(keys(store, Name.parse("example.ORG.")))
          .containsExactly(new StoredKey(id, 257, true, true, "one"));
      try (ZoneTransaction tx = begin(store, APEX)) {
        ZoneKeys keys = tx.keys().orElseThrow();
        keys.setActive(id, false);
        keys.setPublished(id, false);
        long second = keys.add(256, false, true, "three");
        assertThat(keys.all())
            .containsExactly(
                new StoredKey(id, 257, false, false, "one"),
                new StoredKey(second, 256, false, true, "three"));
        tx.commit();
      }
      try (ZoneTransaction tx = begin(store, APEX)) {
        tx.keys().orElseThrow().remove(id);
      }
      assertThat(keys(store, APEX)).hasSize(2);
      assertThat(store.capability(KeySearch.class).orElseThrow().allKeys())
          .containsOnlyKeys(APEX, OTHER)
          .containsEntry(APEX, keys(store, APEX));
      try (ZoneTransaction tx = begin(store, APEX)) {
        tx.keys().orElseThrow().remove(id);
        assertThatThrownBy(() -> tx.keys().orElseThrow().setActive(id, true))
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("has no key " + id);
        tx.commit();
      }
      assertThat(keys(store, APEX)).hasSize(1);
    }
  }

  @Test
  void metadataAndTsigKeysAreKept() {
    try (Backend store = open()) {
      MetadataStore metadata = store.capability(MetadataStore.class).orElseThrow();
      metadata.setMetadata(APEX, "X-A", List.of("1", "2"));
      metadata.setMetadata(APEX, "NSEC3PARAM", List.of("1 0 0 -"));
      metadata.setMetadata(OTHER, "nsec3param", List.of("1 1 0 ab"));
      metadata.setMetadata(APEX, "x-a", List.of("3"));
      assertThat(metadata.allMetadata(APEX))
          .isEqualTo(Map.of("x-a", List.of("3"), "NSEC3PARAM", List.of("1 0 0 -")));
      assertThat(metadata.metadata(APEX, "X-a")).containsExactly("3");
      assertThat(store.capability(MetadataSearch.class).orElseThrow().zonesWith("Nsec3Param"))
          .isEqualTo(Map.of(APEX, List.of("1 0 0 -"), OTHER, List.of("1 1 0 ab")));

      TsigKeyStore tsig = store.capability(TsigKeyStore.class).orElseThrow();
      StoredTsigKey key = new StoredTsigKey(Name.parse("k."), "hmac-sha256", "aaaa");
      tsig.setTsigKey(key);
      assertThat(tsig.tsigKeys()).containsExactly(key);
      tsig.deleteTsigKeys(Name.parse("K."));
      assertThat(tsig.tsigKeys()).isEmpty();
    }
  }

  @Test
  void changesOfOthersAreSeen() throws Exception {
    try (Backend store = open();
        Connection other = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      ChangeMark mark = store.capability(ChangeMark.class).orElseThrow();
      long before = mark.changeMark();
      assertThat(mark.changeMark()).isEqualTo(before);
      other
          .createStatement()
          .execute("insert into cryptokeys (domain, flags, active, content)"
              + " values ('EXAMPLE.org', 257, 1, 'x')");
      assertThat(mark.changeMark()).isNotEqualTo(before);
      assertThat(keys(store, APEX)).hasSize(1);
    }
  }
}
