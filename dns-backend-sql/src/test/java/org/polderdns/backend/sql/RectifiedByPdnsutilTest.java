package org.polderdns.backend.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.polderdns.backend.Backend;
import org.polderdns.backend.NameOrder;
import org.polderdns.backend.ZoneKind;
import org.polderdns.backend.ZoneLoad;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.backend.ZoneWriting;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.change.ChangeRefusedException;
import org.polderdns.zone.scenario.RandomZone;
import org.polderdns.zone.scenario.Scenario;

/** What PowerDNS's own rectify-zone leaves of our rows: the same. */
class RectifiedByPdnsutilTest {
  private static final Path PDNSUTIL = Path.of("/usr/bin/pdnsutil");
  private static final long SEED = 4035;
  private static final int RANDOM_ZONES = 60;
  private static final String ROWS =
      "select name, type, content, ordername, auth from records order by name, type, content";

  /**
   * Rows that pdnsutil gives an ordername, all or in some zones, or marks as authoritative: names below
   * a cut, what is at a cut beside NS and DS, empty non-terminals above delegations that opt out. It also
   * has rows for empty non-terminals below cuts.
   */
  private static final String OCCLUDED =
      "select name, type, content, ordername, auth from records as r where auth = 0"
          + " and ordername is null and (type is null or type <> 'NS' or exists (select 1"
          + " from records as c where c.type = 'NS' and c.auth = 0 and r.name like '%.' || c.name))";

  /** Of RFC 6605 §6.1. */
  private static final String KEY = """
      Private-key-format: v1.2
      Algorithm: 13 (ECDSAP256SHA256)
      PrivateKey: GU6SnQ/Ou+xC5RumuIUIuJZteXT2z0O/ok1s38Et6mQ=
      """;

  @TempDir
  Path directory;

  private Path file;

  @BeforeEach
  void configure() throws Exception {
    assumeThat(PDNSUTIL).isExecutable();
    file = directory.resolve("zones.sqlite");
    Files.writeString(
        directory.resolve("pdns.conf"),
        "launch=gsqlite3\ngsqlite3-dnssec=yes\ngsqlite3-database=" + file + "\n");
    Database.open(file).close();
    Files.copy(file, directory.resolve("empty"));
  }

  private static List<Map<Name, List<RRset>>> zones() {
    List<Map<Name, List<RRset>>> all = new ArrayList<>();
    Scenario.all(Scenario.class, "scenarios").forEach(scenario -> all.add(scenario.zones()));
    Random random = new Random(SEED);
    for (int i = 0; i < RANDOM_ZONES; i++) {
      all.add(Map.of(RandomZone.APEX, RandomZone.rrsets(random)));
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1 0 0 -", "1 0 5 abcd", "1 1 0 -", "narrow"})
  void loadedZonesAreRectified(String param) throws Exception {
    List<String> differences = new ArrayList<>();
    int compared = 0;
    for (Map<Name, List<RRset>> zones : zones()) {
      Files.copy(directory.resolve("empty"), file, StandardCopyOption.REPLACE_EXISTING);
      try (Backend store = Database.open(file)) {
        zones.forEach((apex, rrsets) -> load(store, apex, rrsets, param));
      } catch (ChangeRefusedException e) {
        continue;
      }
      try (Database database = new Database(file)) {
        Set<String> occluded = new HashSet<>(database.rows(OCCLUDED));
        List<String> ours = database.rows(ROWS);
        pdnsutil("rectify-all-zones", "quiet");
        List<String> theirs = database.rows(ROWS);
        List<String> only = new ArrayList<>(ours);
        only.removeAll(theirs);
        only.removeAll(occluded);
        List<String> added = new ArrayList<>(theirs);
        added.removeAll(ours);
        added.removeIf(row -> row.endsWith("|0") || occluded.contains(hidden(row)));
        if (only.size() + added.size() > 0) {
          differences.add(only + " and " + added + " of " + ours);
        }
        compared++;
      }
    }
    assertThat(differences).isEmpty();
    assertThat(compared).isGreaterThan(RANDOM_ZONES);
  }

  /** A row as it is if nothing can see it. */
  private static String hidden(String row) {
    String[] columns = row.split("\\|", -1);
    return String.join("|", columns[0], columns[1], columns[2], "null", "0");
  }

  private static void load(Backend store, Name apex, List<RRset> rrsets, String param) {
    try (ZoneTransaction tx = store.capability(ZoneWriting.class).orElseThrow().begin(apex)) {
      tx.create(ZoneKind.NATIVE);
      order(tx, param);
      tx.keys().orElseThrow().add(257, true, true, KEY);
      ZoneLoad load = tx.replaceAll();
      for (RRset set : rrsets) {
        if (set.type() != RecordType.RRSIG) { // keys and signatures do not go together
          set.rdatas().forEach(rdata -> load.add(set.owner(), set.type(), set.ttl(), rdata));
        }
      }
      load.finish();
      tx.commit();
    }
  }

  private static void order(ZoneTransaction tx, String param) {
    boolean narrow = param.equals("narrow");
    tx.setMetadata(
        NameOrder.NSEC3PARAM,
        narrow ? List.of("1 0 0 -") : param.isEmpty() ? List.of() : List.of(param));
    tx.setMetadata(NameOrder.NSEC3NARROW, narrow ? List.of("1") : List.of());
  }

  private void pdnsutil(String... words) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(PDNSUTIL.toString(), "--config-dir=" + directory));
    command.addAll(List.of(words));
    Path log = directory.resolve("pdnsutil.log");
    Process process = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()))
        .start();
    assertThat(process.waitFor()).as("%s", Files.readString(log)).isZero();
  }
}
