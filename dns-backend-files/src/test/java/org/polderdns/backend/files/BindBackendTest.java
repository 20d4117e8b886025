package org.polderdns.backend.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polderdns.backend.Backend;
import org.polderdns.backend.BackendFactories;
import org.polderdns.backend.BackendFactory;
import org.polderdns.backend.BackendSettings;
import org.polderdns.backend.ChangeMark;
import org.polderdns.backend.Launch;
import org.polderdns.backend.MetadataListing;
import org.polderdns.backend.RecordListing;
import org.polderdns.backend.ResidentZones;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.ZoneDiscovery;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.ZoneKind;
import org.polderdns.backend.ZoneListing;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneView;
import org.polderdns.zone.compiled.ZoneTable;

class BindBackendTest {
  private static final Name ONE = Name.parse("one.test.");
  private static final Name TWO = Name.parse("two.test.");

  @TempDir
  Path path;

  private BindDirectory directory;
  private final List<Backend> open = new ArrayList<>();

  @BeforeEach
  void makeDirectory() {
    directory = new BindDirectory(path);
  }

  @AfterEach
  void close() {
    open.forEach(Backend::close);
  }

  private Backend open(String... settings) {
    Backend store = directory.open(settings);
    open.add(store);
    return store;
  }

  private static ZoneTable serve(Backend store) {
    ZoneTable table = store.capability(ResidentZones.class).orElseThrow().table();
    store.capability(ZoneListing.class).orElseThrow().servedZones(); // waits until all are read
    return table;
  }

  private static String rediscover(Backend store) {
    return store.capability(ZoneDiscovery.class).orElseThrow().rediscover();
  }

  private static long serial(ZoneTable table, Name apex) {
    return table
        .get(apex)
        .map(zone -> zone.apexNode().rrset(RecordType.SOA).orElseThrow())
        .map(soa -> soa.rdatas().get(0))
        .map(rdata -> rdata.u32(rdata.length() - 20))
        .orElse(-1L);
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
      Thread.sleep(20);
    }
  }

  @Test
  void zonesAreListedInTheOrderOfTheConfiguration() {
    directory.write(
        "named.conf",
        "options { directory \"" + path + "\"; };\n"
            + "zone \"two.test\" { type slave; file \"two\"; masters { 192.0.2.1 port 5300; }; };\n"
            + "zone \"one.test\" { type master; file \"one\"; };\n");
    List<ZoneInfo> zones = open().capability(ZoneListing.class).orElseThrow().zones();
    assertThat(zones).extracting(ZoneInfo::apex).containsExactly(TWO, ONE);
    assertThat(zones).extracting(ZoneInfo::kind).containsExactly(ZoneKind.SLAVE, ZoneKind.MASTER);
    assertThat(zones.get(0).primaries()).containsExactly("192.0.2.1:5300");
    assertThat(zones).extracting(ZoneInfo::id).doesNotHaveDuplicates().allMatch(id -> id > 0);
  }

  @Test
  void recordsAreThoseOfTheFile() {
    directory.config("one.test").write("one.test", BindDirectory.zone(7) + "a.b TXT x\n");
    Backend store = open();
    ZoneInfo zone = store.zone(Name.parse("ONE.test")).orElseThrow();
    Name www = Name.parse("www.one.test");
    assertThat(store.lookup(zone, List.of(www, Name.parse("absent.one.test"))))
        .containsOnlyKeys(www);
    List<String> owners = new ArrayList<>();
    store
        .capability(RecordListing.class)
        .orElseThrow()
        .list(zone, node -> owners.add(node.owner() + " " + node.rrsets().size()));
    assertThat(owners)
        .containsExactly(
            "one.test. 2",
            "b.one.test. 0",
            "a.b.one.test. 1",
            "ns1.one.test. 1",
            "www.one.test. 1");
  }

  @Test
  void oneZoneIsReadWithoutTheOthers() {
    directory.config("one.test", "two.test").write("one.test", BindDirectory.zone(7));
    directory.write("two.test", "broken");
    Backend store = open();
    assertThat(store.lookup(store.zone(ONE).orElseThrow(), List.of(ONE))).hasSize(1);
  }

  @Test
  void zoneThatIsNotLoadedFailsAndHidesTheOneAbove() {
    directory.config("test", "one.test").write("test", BindDirectory.zone(1));
    Backend store = open();
    ZoneTable table = serve(store);
    ZoneView held = table.zone(Name.parse("www.one.test.")).orElseThrow();
    assertThat(held.apex()).isEqualTo(ONE);
    assertThatThrownBy(held::apexNode)
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith(
            "bind: zone 'one.test' in '" + path.resolve("one.test") + "' is not loaded: error at ")
        .hasMessageEndingWith("': No such file or directory");
    assertThatThrownBy(() -> store.lookup(store.zone(ONE).orElseThrow(), List.of(ONE)))
        .isInstanceOf(StoreException.class);
    assertThat(table.zone(Name.parse("www.two.test.")).orElseThrow().apex())
        .isEqualTo(Name.parse("test."));
    assertThat(store.capability(ZoneListing.class).orElseThrow().zones()).hasSize(2);
    assertThat(store.capability(ZoneListing.class).orElseThrow().servedZones()).hasSize(1);
  }

  @Test
  void eachFaultIsNamed() {
    Map<String, String> faults = Map.of(
        "$TTL 60\n@ NS ns1\n", "one.test: the zone has no SOA",
        "", "one.test: the zone has no SOA",
        "@ 60 SOA a b 1 2 3 4 5\n@ 60 SOA a b 2 2 3 4 5\n", "one.test:2:1: a second SOA",
        "@ 60 SOA a b 1 2 3 4 5\nwww.example. 60 A 192.0.2.1\n", "one.test:2:1: owner www.example.",
        "@ 60 SOA a b 1 2 3 4 5\nx SOA a b 1 2 3 4 5\n", "one.test:2:1: SOA at x.one.test.",
        "@ 60 SOA a b 1 2 3 4 5\nx A 192.0.2.999\n", "one.test:2:5: ",
        "@ 60 SOA a b 1 2 3 4 5\nx TYPE255 \\# 0\n", "one.test:2:3: type ANY is not for zones",
        "@ 60 SOA a b 1 2 3 4 5 (\n", "one.test:1:");
    faults.forEach((text, fault) -> {
      directory.config("one.test").write("one.test", text);
      Backend store = open();
      assertThatThrownBy(() -> store.lookup(store.zone(ONE).orElseThrow(), List.of(ONE)))
          .as(text)
          .hasMessageContaining(fault);
    });
  }

  @Test
  void recordsOutsideAreSkippedIfAskedFor() {
    directory
        .config("one.test")
        .write("one.test", BindDirectory.zone(7) + "www.example. A 192.0.2.9\n");
    Backend store = open("ignore-broken-records", "yes");
    assertThat(serial(serve(store), ONE)).isEqualTo(7);
  }

  @Test
  void rediscoveryBringsAndTakesZones() {
    directory.config("one.test", "two.test").write("one.test", BindDirectory.zone(1));
    directory.write("two.test", BindDirectory.zone(2));
    Backend store = open();
    ZoneTable table = serve(store);
    long mark = store.capability(ChangeMark.class).orElseThrow().changeMark();
    long id = store.zone(TWO).orElseThrow().id();
    directory.config("two.test", "new.test", "bad.test").write("new.test", BindDirectory.zone(3));
    assertThat(rediscover(store)).isEqualTo("Done parsing domains, 1 rejected, 2 new, 1 removed");
    assertThat(table.zone(ONE)).isEmpty();
    assertThat(serial(table, TWO)).isEqualTo(2);
    assertThat(serial(table, Name.parse("new.test."))).isEqualTo(3);
    assertThat(store.zone(ONE)).isEmpty();
    assertThat(store.zone(TWO).orElseThrow().id()).isEqualTo(id);
    assertThat(store.capability(ChangeMark.class).orElseThrow().changeMark()).isNotEqualTo(mark);
    directory.write("bad.test", BindDirectory.zone(4));
    assertThat(rediscover(store)).isEqualTo("Done parsing domains, 0 rejected, 0 new, 0 removed");
    assertThat(serial(table, Name.parse("bad.test."))).isEqualTo(4);
  }

  @Test
  void rediscoveryHonoursAnotherFileAndKind() {
    directory.config("one.test").write("one.test", BindDirectory.zone(1));
    Backend store = open();
    ZoneTable table = serve(store);
    directory.write("other", BindDirectory.zone(2));
    directory.write(
        "named.conf",
        "zone \"one.test\" { type master; file \"" + directory.file("other") + "\"; };");
    assertThat(rediscover(store)).endsWith("0 rejected, 0 new, 0 removed");
    assertThat(serial(table, ONE)).isEqualTo(2);
    assertThat(store.zone(ONE).orElseThrow().kind()).isEqualTo(ZoneKind.MASTER);
  }

  @Test
  void brokenConfigurationChangesNothing() {
    directory.config("one.test").write("one.test", BindDirectory.zone(1));
    Backend store = open();
    ZoneTable table = serve(store);
    directory.write("named.conf", "zone \"two.test\" { type native; file \"two.test\" };");
    assertThatThrownBy(() -> rediscover(store))
        .isInstanceOf(StoreException.class)
        .hasMessage("bind: Error parsing bind configuration: " + directory.file("named.conf")
            + ":1:48: expected ;, found '}'");
    assertThat(serial(table, ONE)).isEqualTo(1);
    assertThat(store.zone(TWO)).isEmpty();
    assertThatThrownBy(this::open)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("named.conf:1:48");
  }

  @Test
  void reloadReadsChangedFilesAndOnlyThose() throws Exception {
    directory.config("one.test", "two.test").write("one.test", BindDirectory.zone(1));
    directory.write("two.test", BindDirectory.zone(1));
    Backend store = open();
    ZoneTable table = serve(store);
    Optional<?> two = table.get(TWO);
    directory.write("one.test", BindDirectory.zone(2));
    store.capability(ZoneDiscovery.class).orElseThrow().reload();
    await(() -> serial(table, ONE) == 2);
    assertThat(table.get(TWO).orElseThrow()).isSameAs(two.orElseThrow());
  }

  @Test
  void fileThatBreaksLeavesTheOldVersionAndComesBackWhenMended() throws Exception {
    directory.config("one.test").write("one.test", BindDirectory.zone(1));
    Backend store = open("check-interval", "1");
    ZoneTable table = serve(store);
    directory.write("one.test", "$TTL 60\n@ NS ns1\n");
    await(() -> rediscover(store).contains("1 rejected"));
    assertThat(serial(table, ONE)).isEqualTo(1);
    directory.delete("one.test");
    assertThat(rediscover(store)).contains("1 rejected");
    assertThat(serial(table, ONE)).isEqualTo(1);
    directory.write("one.test", BindDirectory.zone(3));
    await(() -> serial(table, ONE) == 3); // by the check, with nobody asking for it
    assertThat(rediscover(store)).contains("0 rejected");
  }

  @Test
  void signedZoneIsToldByItsMetadata() {
    directory
        .config("one.test", "two.test")
        .write("one.test", BindDirectory.zone(1))
        .write(
            "two.test",
            BindDirectory.zone(1)
                + "@ RRSIG SOA 13 2 300 20300101000000 20200101000000 1 @ AAAA\n@ NSEC www SOA\n");
    MetadataListing metadata = open().capability(MetadataListing.class).orElseThrow();
    assertThat(metadata.allMetadata(ONE)).isEmpty();
    assertThat(metadata.metadata(TWO, "presigned")).containsExactly("1");
  }

  @Test
  void settingsThatAreNoneAreErrors() {
    directory.config();
    for (String interval : List.of("-1", "x", "", "99999999999")) {
      assertThatThrownBy(() -> open("check-interval", interval))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("bind-check-interval: expected seconds");
    }
    BackendFactory factory = BackendFactories.find("bind").orElseThrow();
    BackendSettings settings = BackendSettings.of(new Launch("bind", "two"), factory, Map.of());
    assertThatThrownBy(() -> factory.open(settings))
        .hasMessage("bind-two: launch= suffixes are not supported on the bindbackend");
  }
}
