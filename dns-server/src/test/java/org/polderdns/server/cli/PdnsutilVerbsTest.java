package org.polderdns.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same verbs by Debian's pdnsutil and by ours, each on an SQLite file, and by both on one: what
 * they print and store is the same but for the keys themselves.
 */
class PdnsutilVerbsTest {
  private static final Path PROGRAM = Path.of("/usr/bin/pdnsutil");

  private static final String ZONE = """
      @ 3600 SOA ns1 hostmaster 1 10800 3600 604800 3600
      @ NS ns1
      ns1 A 192.0.2.53
      www A 192.0.2.80
      a.b.ent A 192.0.2.6
      deleg NS ns.deleg
      ns.deleg A 192.0.2.54
      sec NS ns1
      sec DS 12345 13 2 abababababababababababababababababababababababababababababababab
      *.wild TXT "w"
      """;

  private static final String KEY = """
      Private-key-format: v1.2
      Algorithm: 13 (ECDSAP256SHA256)
      PrivateKey: GU6SnQ/Ou+xC5RumuIUIuJZteXT2z0O/ok1s38Et6mQ=
      """;

  /** A file of zones and the configuration that names it. */
  private record Store(Path directory) {
    Path database() {
      return directory.resolve("zones.sqlite");
    }
  }

  private record Result(int status, String out) {}

  @TempDir
  Path directory;

  private Store theirs;
  private Store ours;
  private Path key;

  @BeforeEach
  void makeStores() throws IOException {
    assumeThat(PROGRAM).isExecutable();
    assumeThat(isThere(Path.of("/usr/lib"))).as("the SQLite module of PowerDNS").isTrue();
    theirs = store("theirs");
    ours = store("ours");
    key = Files.writeString(directory.resolve("fixed.key"), KEY);
    Path zone = Files.writeString(directory.resolve("zone"), ZONE);
    for (String name : List.of("a.test", "b.test", "c.test", "d.test")) {
      assertThat(ours(ours, "load-zone", name, zone.toString()).status()).isZero();
      assertThat(ours(theirs, "load-zone", name, zone.toString()).status()).isZero();
    }
  }

  private static boolean isThere(Path lib) {
    try (Stream<Path> files =
        Files.find(lib, 4, (file, attributes) -> file.endsWith("libgsqlite3backend.so"))) {
      return files.findAny().isPresent();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Store store(String name) throws IOException {
    Store store = new Store(Files.createDirectories(directory.resolve(name)));
    Files.writeString(
        store.directory().resolve("pdns.conf"),
        "launch=gsqlite3\ngsqlite3-dnssec=yes\ngsqlite3-database=" + store.database() + "\n");
    return store;
  }

  private Result ours(Store store, String... words) {
    List<String> all = new ArrayList<>(List.of("--config-dir=" + store.directory()));
    all.addAll(List.of(words));
    CliRunner.Result result = new CliRunner(store.directory()).run(Program.UTIL, all);
    return new Result(result.status(), result.out());
  }

  private static Result theirs(Store store, String... words) {
    List<String> all =
        new ArrayList<>(List.of(PROGRAM.toString(), "--config-dir=" + store.directory()));
    all.addAll(List.of(words));
    try {
      Process process =
          new ProcessBuilder(all).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), out);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Runs a verb by each on its own file. */
  private void both(String... words) {
    assertThat(plain(ours(ours, words)))
        .as(String.join(" ", words))
        .isEqualTo(plain(theirs(theirs, words)));
  }

  /** What a verb gives without what is another key's. */
  private static Result plain(Result result) {
    String out = result
        .out()
        .replaceAll("[A-Za-z0-9+/]{40,}={0,2}", "KEY")
        .replaceAll("tag = [0-9]+", "tag = TAG")
        .replaceAll("IN DS [0-9]+ ", "IN DS TAG ")
        .replaceAll("cryptokeys  [0-9]+", "cryptokeys  TAG");
    return new Result(result.status(), words(out));
  }

  /** Where theirs leaves a column blank, ours has a hyphen. */
  private static String words(String out) {
    return out.replaceAll("(?m)( [KZC]SK  )(-  |   ) ", "$1    ")
        .replaceAll("(?m)( [KZC]SK  ... )(-  |   ) ", "$1    ");
  }

  /** Runs a verb that only shows by both on one file. */
  private void same(Store store, String... words) {
    Result shown = theirs(store, words);
    assertThat(ours(store, words).out())
        .as(store.directory().getFileName() + ": " + String.join(" ", words))
        .isEqualTo(shown.out());
    assertThat(shown.out()).isNotEmpty();
  }

  private static List<String> rows(Store store, String select) {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store.database());
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(select)) {
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(result.getString(i));
        }
        rows.add(row.toString());
      }
      return rows;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private void sameRows() {
    String[] selects = {
      "select kind, content from domainmetadata order by domain_id, kind, content",
      "select id, flags, active, published from cryptokeys order by id",
      "select name, type, ordername, auth from records where domain_id in"
          + " (select domain_id from cryptokeys where active = 1) order by 1, 2"
    };
    for (String select : selects) {
      assertThat(rows(ours, select)).isEqualTo(rows(theirs, select));
    }
  }

  @Test
  void theSameVerbsPrintAndStoreTheSame() {
    both("show-zone", "a.test");
    both("list-keys", "a.test");
    both("secure-zone", "a.test");
    both("secure-zone", "a.test");
    both("secure-zone", "nosuch.test", "b.test");
    sameRows();
    both("list-keys");
    both("show-zone", "a.test");
    both("-v", "show-zone", "a.test");
    both("add-zone-key", "a.test", "zsk");
    both("add-zone-key", "a.test", "ksk", "inactive", "unpublished", "rsasha256", "1024");
    both("add-zone-key", "a.test", "zsk", "1024", "active", "rsasha256");
    both("add-zone-key", "a.test", "ed25519", "active", "ksk");
    both("add-zone-key", "a.test", "zsk", "ecdsa384", "256");
    both("add-zone-key", "a.test", "zsk", "rsasha256", "100");
    both("add-zone-key", "a.test", "zsk", "ed448", "published");
    both("list-keys", "a.test");
    both("activate-zone-key", "a.test", "3");
    both("activate-zone-key", "a.test", "999");
    both("activate-zone-key", "a.test", "abc");
    both("activate-zone-key", "nosuch.test", "1");
    both("list-keys", "a.test");
    both("show-zone", "a.test");
    both("export-zone-ds", "a.test");
    both("-v", "export-zone-ds", "a.test");
    both("deactivate-zone-key", "a.test", "3");
    both("unpublish-zone-key", "a.test", "3");
    both("publish-zone-key", "a.test", "3");
    both("remove-zone-key", "a.test", "3");
    both("remove-zone-key", "a.test", "3");
    both("list-keys", "a.test");
    both("export-zone-ds", "nosuch.test");
    both("export-zone-ds", "d.test");
    both("export-zone-key", "a.test", "999");
    both("export-zone-key", "a.test", "1");
    both("import-zone-key", "c.test", key.toString());
    both("import-zone-key", "c.test", key.toString(), "zsk", "inactive", "unpublished");
    both("import-zone-key", "c.test", key + ".missing");
    both("list-keys", "c.test");
    both("generate-zone-key", "ksk");
    both("generate-zone-key", "zsk", "rsasha256", "1024");
    both("disable-dnssec", "c.test");
    both("disable-dnssec", "c.test");
    both("disable-dnssec", "nosuch.test");
    both("secure-all-zones");
    both("secure-all-zones", "increase-serial");
    sameRows();
  }

  @Test
  void serialsAreIncreasedByTheDefaultsTheSame() throws IOException {
    for (Store store : List.of(theirs, ours)) {
      Files.writeString(
          store.directory().resolve("pdns.conf"),
          "default-soa-edit=INCREMENT-WEEKS\ndefault-soa-edit-signed=INCEPTION-INCREMENT\n",
          StandardOpenOption.APPEND);
    }
    both("secure-zone", "b.test");
    both("set-meta", "c.test", "SOA-EDIT", "NONE");
    both("set-presigned", "d.test");
    for (String zone : List.of("a.test", "b.test", "c.test", "d.test")) {
      both("increase-serial", zone);
      both("increase-serial", zone);
    }
    sameRows();
  }

  @Test
  void denialIsSetTheSame() {
    both("secure-zone", "a.test");
    for (String parameters : List.of("1 0 0 -", "1 1 0 -", "1 0 1 ab", "1 0 0 abc", "1 0 0 ABCD")) {
      both("set-nsec3", "a.test", parameters);
      rectifyTheirs("a.test");
      both("show-zone", "a.test");
      both("hash-zone-record", "a.test", "WWW.a.test.");
      sameRows();
    }
    both("set-nsec3", "a.test");
    both("set-nsec3", "a.test", "2 0 0 -");
    both("set-nsec3", "a.test", "1 0 501 ab");
    both("set-nsec3", "a.test", "1 0 65536 ab");
    both("set-nsec3", "a.test", "1 0 0 xyz");
    both("set-nsec3", "a.test", "1 0 0");
    both("set-nsec3", "a.test", "1 0 0 -", "narrow");
    rectifyTheirs("a.test");
    both("hash-zone-record", "a.test", "www.a.test");
    both("show-zone", "a.test");
    sameRows();
    both("unset-nsec3", "a.test");
    rectifyTheirs("a.test");
    both("hash-zone-record", "a.test", "www.a.test");
    sameRows();
    both("rectify-zone", "nosuch.test");
    both("rectify-zone", "a.test", "b.test");
    both("rectify-all-zones");
    both("rectify-all-zones", "quiet");
    both("set-publish-cds", "a.test");
    both("set-publish-cdnskey", "a.test");
    sameRows();
    both("set-publish-cds", "a.test", "2,4");
    both("set-publish-cdnskey", "a.test", "delete");
    sameRows();
    both("unset-publish-cds", "a.test");
    both("unset-publish-cdnskey", "a.test");
    both("set-presigned", "b.test");
    both("show-zone", "b.test");
    both("rectify-zone", "b.test");
    sameRows();
    both("unset-presigned", "b.test");
    both("show-zone", "b.test");
    sameRows();
  }

  private void rectifyTheirs(String zone) {
    assertThat(theirs(theirs, "rectify-zone", zone).status()).isZero();
  }

  private static void store(Store store, String statement) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store.database());
        Statement prepared = connection.createStatement()) {
      prepared.executeUpdate(statement);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** Stores the same in both files. */
  private void storeInBoth(String statement) {
    store(ours, statement);
    store(theirs, statement);
  }

  private void sameRecords(String zone) {
    String select = "select name, type, content, ordername, auth from records where domain_id ="
        + " (select id from domains where name = '" + zone + "') order by 1, 2, 3";
    assertThat(rows(ours, select)).as(zone).isEqualTo(rows(theirs, select)).isNotEmpty();
  }

  @Test
  void zonesSignedElsewhereAreLeftTheSame() {
    both("set-presigned", "b.test");
    both("disable-dnssec", "b.test");
    both("get-meta", "b.test");
    both("set-nsec3", "b.test", "1 0 0 -");
    both("unset-nsec3", "b.test");
    both("set-nsec3", "b.test", "1 0 0 -", "narrow");
    sameRecords("b.test");
    both("rectify-all-zones", "quiet");
    both("rectify-zone", "a.test", "b.test");
    sameRows();
  }

  @Test
  void secondaryZonesThatAreSignedHereAreRectifiedTheSame() {
    storeInBoth("update domains set type = 'SLAVE', master = '192.0.2.7' where name = 'b.test'");
    both("secure-zone", "b.test");
    storeInBoth("update records set ordername = null where name like '%b.test'");
    both("rectify-zone", "b.test");
    sameRecords("b.test");
    storeInBoth("update records set ordername = null where name like '%b.test'");
    both("rectify-all-zones");
    sameRecords("b.test");
    storeInBoth("update domains set type = 'SLAVE' where name = 'c.test'");
    assertThat(ours(ours, "rectify-zone", "c.test").status()).isEqualTo(1);
    assertThat(ours(ours, "rectify-all-zones")).isEqualTo(new Result(0, "Rectified 3 zones.\n"));
  }

  @Test
  void wordsAboutKeysAreReadTheSame() throws IOException {
    Path pem = directory.resolve("pem");
    assertThat(ours(ours, "add-zone-key", "d.test", "ksk").status()).isZero();
    Files.writeString(pem, ours(ours, "export-zone-key-pem", "d.test", "1").out());
    assertThat(theirs(theirs, "add-zone-key", "d.test", "ksk").status()).isZero();
    both("add-zone-key", "c.test", "ksk", "0");
    both("add-zone-key", "c.test", "KSK", "Inactive", "ECDSA256");
    both("add-zone-key", "c.test", "Zsk", "INACTIVE", "Unpublished");
    both("add-zone-key", "c.test", "KSK");
    both("list-keys", "c.test");
    both("export-zone-ds", "c.test");
    both("import-zone-key", "a.test", key.toString(), "ZSK", "Active", "UNPUBLISHED");
    both("import-zone-key-pem", "a.test", pem.toString(), "13");
    both("import-zone-key-pem", "a.test", pem.toString(), "13", "ZSK");
    both("generate-zone-key", "KSK", "ED25519");
    both("list-keys", "a.test");
    both("export-zone-ds", "a.test");
    both("show-zone", "c.test");
    both("add-zone-key", "c.test", "Active", "zsk", "ed25519");
    both("list-keys", "c.test");
    both("export-zone-ds", "c.test");
    sameRows();
    storeInBoth("update cryptokeys set content = 'none' where domain_id ="
        + " (select id from domains where name = 'c.test') and flags = 257");
    both("export-zone-ds", "c.test");
  }

  @Test
  void ownersSerialsAndWhatLacksAnSoaAreToldTheSame() {
    storeInBoth("update domains set account = 'bob' where name = 'a.test'");
    both("show-zone", "a.test");
    both("secure-all-zones", "increase-serial");
    storeInBoth("insert into domains (name, type) values ('nosoa.test', 'NATIVE')");
    both("secure-zone", "nosoa.test");
    sameRows();
  }

  @Test
  void algorithmsOfSettingsHaveTheSameNames() throws IOException {
    for (Store store : List.of(theirs, ours)) {
      Files.writeString(
          store.directory().resolve("pdns.conf"),
          "default-ksk-algorithm=ECDSAP384SHA384\ndefault-zsk-algorithm=ecdsap384sha384\n",
          StandardOpenOption.APPEND);
      Result secured = store.equals(ours)
          ? ours(store, "secure-zone", "a.test")
          : theirs(store, "secure-zone", "a.test");
      assertThat(secured.status()).isZero();
    }
    both("list-keys", "a.test");
    sameRows();
  }

  @Test
  void keysOfOneAreShownAndExportedTheSameByTheOther() {
    String[][] keys = {
      {"add-zone-key", "a.test", "ksk", "active", "ecdsa256"},
      {"add-zone-key", "a.test", "zsk", "active", "ecdsa256"},
      {"add-zone-key", "a.test", "ksk", "ecdsa384"},
      {"add-zone-key", "a.test", "zsk", "active", "1024", "rsasha1"},
      {"add-zone-key", "a.test", "ksk", "active", "1024", "rsasha1-nsec3-sha1"},
      {"add-zone-key", "a.test", "ksk", "unpublished", "2048", "rsasha256"},
      {"add-zone-key", "a.test", "zsk", "1024", "rsasha512"},
      {"add-zone-key", "a.test", "ksk", "active", "ed25519"},
      {"add-zone-key", "a.test", "zsk", "ed448"}
    };
    for (String[] one : keys) {
      assertThat(ours(ours, one).status()).isZero();
      assertThat(theirs(theirs, one).status()).isZero();
    }
    for (Store store : List.of(ours, theirs)) {
      same(store, "show-zone", "a.test");
      same(store, "-v", "show-zone", "a.test");
      same(store, "export-zone-ds", "a.test");
      for (int id = 1; id <= keys.length; id++) {
        String number = Integer.toString(id);
        same(store, "export-zone-dnskey", "a.test", number);
        same(store, "export-zone-key", "a.test", number);
        same(store, "export-zone-key-pem", "a.test", number);
      }
      assertThat(words(ours(store, "list-keys").out()))
          .isEqualTo(words(theirs(store, "list-keys").out()));
    }
  }

  @Test
  void exportedKeysAreImportedByTheOther() throws IOException {
    String[] algorithms = {"ecdsa256", "ecdsa384", "ed25519", "ed448"};
    int[] numbers = {13, 14, 15, 16};
    for (int i = 0; i < algorithms.length; i++) {
      String id = Integer.toString(i + 1);
      assertThat(ours(ours, "add-zone-key", "a.test", "ksk", "active", algorithms[i])
              .status())
          .isZero();
      Path text = Files.writeString(
          directory.resolve("text"), ours(ours, "export-zone-key", "a.test", id).out());
      Path pem = Files.writeString(
          directory.resolve("pem"),
          ours(ours, "export-zone-key-pem", "a.test", id).out());
      assertThat(theirs(theirs, "import-zone-key", "a.test", text.toString()).status())
          .isZero();
      assertThat(theirs(
                  theirs,
                  "import-zone-key-pem",
                  "b.test",
                  pem.toString(),
                  Integer.toString(numbers[i]),
                  "ksk")
              .status())
          .isZero();
    }
    String made = ours(ours, "export-zone-ds", "a.test").out();
    assertThat(made).contains(" 16 2 ");
    assertThat(theirs(theirs, "export-zone-ds", "a.test").out()).isEqualTo(made);
    for (int i = 0; i < algorithms.length; i++) {
      Path pem = Files.writeString(
          directory.resolve("pem"),
          theirs(theirs, "export-zone-key-pem", "b.test", Integer.toString(2 * i + 2))
              .out());
      assertThat(ours(ours, "import-zone-key-pem", "c.test", pem.toString(), algorithms[i], "ksk")
              .status())
          .isZero();
    }
    assertThat(ours(ours, "export-zone-ds", "c.test")
            .out()
            .replace("c.test", "a.test")
            .lines()
            .map(line -> line.split(" ")[3] + line.split(" ")[4]))
        .isEqualTo(
            made.lines().map(line -> line.split(" ")[3] + line.split(" ")[4]).toList());
  }
}
