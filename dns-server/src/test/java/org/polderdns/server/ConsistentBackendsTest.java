package org.polderdns.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.polderdns.backend.contract.ZoneText;
import org.polderdns.server.config.SettingCatalogue;
import org.polderdns.server.config.Settings;
import org.polderdns.server.config.SettingsLoader;
import org.polderdns.server.store.Stores;
import org.polderdns.wire.Name;
import org.polderdns.wire.Rcode;
import org.polderdns.wire.RecordType;

/** A zone that is in two files which {@code pdns.conf} launches. */
@Timeout(60)
class ConsistentBackendsTest {
  private static final Name APEX = Name.parse("example.org.");
  private static final String SOA = "@ 60 SOA ns1 h 1 2 3 4 5\n@ 60 NS ns1\n";

  @TempDir
  Path directory;

  private Settings settings(String... lines) throws IOException {
    Files.writeString(
        directory.resolve("pdns.conf"), """
        launch=gsqlite3:east,gsqlite3:west
        gsqlite3-east-database=%1$s/east.sqlite
        gsqlite3-west-database=%1$s/west.sqlite
        local-address=127.0.0.1
        local-port=0
        %2$s
        """.formatted(directory, String.join("\n", lines)));
    return new SettingsLoader(SettingCatalogue.ofServer())
        .directory(directory)
        .declareStores(Stores::declare)
        .load(List.of());
  }

  private Stores filled(Settings settings) {
    Stores stores = Stores.open(settings);
    ZoneText.load(
        stores.backends().get(0), APEX, SOA + "both 60 A 192.0.2.1\neast 60 A 192.0.2.2\n");
    ZoneText.load(
        stores.backends().get(1),
        APEX,
        SOA + "both 60 A 192.0.2.3\nboth 60 A 192.0.2.4\nwest 60 A 192.0.2.5\n");
    return stores;
  }

  private static String answer(DnsServer server, String owner) throws IOException {
    Client.Reply reply =
        Client.udp(server.address(), Client.question(owner + ".example.org.", RecordType.A));
    return Rcode.of(reply.rcode()) + " " + reply.answers();
  }

  @Test
  void theFirstStoreThatHasTheZoneAnswersAlone() throws IOException {
    Settings settings = settings("consistent-backends=yes");
    try (Stores stores = filled(settings);
        DnsServer server = DnsServer.builder().settings(settings).stores(stores).start()) {
      assertThat(answer(server, "both")).isEqualTo("NOERROR 1");
      assertThat(answer(server, "east")).isEqualTo("NOERROR 1");
      assertThat(answer(server, "west")).isEqualTo("NXDOMAIN 0");
    }
  }

  @Test
  void namesThatItLacksComeFromTheNextIfTheyAreNotConsistent() throws IOException {
    Settings settings = settings("consistent-backends=no");
    try (Stores stores = filled(settings);
        DnsServer server = DnsServer.builder().settings(settings).stores(stores).start()) {
      assertThat(answer(server, "both")).isEqualTo("NOERROR 1");
      assertThat(answer(server, "east")).isEqualTo("NOERROR 1");
      assertThat(answer(server, "west")).isEqualTo("NOERROR 1");
      assertThat(answer(server, "none")).isEqualTo("NXDOMAIN 0");
    }
  }

  @Test
  void whatHoldsNoZoneInMemoryIsTold() throws IOException {
    Map<String, String> told = Map.of(
        "consistent-backends=no",
        "zone-snapshot holds nothing of databases with consistent-backends=no",
        "zone-cache-refresh-interval=0",
        "zone-snapshot holds nothing of databases with zone-cache-refresh-interval=0");
    for (Map.Entry<String, String> one : told.entrySet()) {
      Settings settings = settings("zone-snapshot=yes", one.getKey());
      try (Stores stores = filled(settings);
          DnsServer server =
              DnsServer.builder().settings(settings).stores(stores).start()) {
        assertThat(server.notices()).containsExactly(one.getValue());
        assertThat(server.statistics().get("zone-snapshots")).isZero();
      }
    }
    Settings settings = settings("zone-snapshot=yes");
    try (Stores stores = filled(settings);
        DnsServer server = DnsServer.builder().settings(settings).stores(stores).start()) {
      assertThat(server.notices()).isEmpty();
    }
  }
}
