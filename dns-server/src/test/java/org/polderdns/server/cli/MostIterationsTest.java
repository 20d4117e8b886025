package org.polderdns.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.zone.Nsec3Hash;

/** Names are hashed as often as answers prove them, whatever somebody wrote into the metadata. */
class MostIterationsTest {
  private static final Name APEX = Name.parse("iterated.test.");

  @TempDir
  Path directory;

  private void run(int most, String... words) {
    List<String> all = new ArrayList<>(List.of(
        "--launch=gsqlite3",
        "--gsqlite3-database=" + directory.resolve("zones.sqlite"),
        "--gsqlite3-dnssec=yes",
        "--no-config",
        "--max-nsec3-iterations=" + most));
    all.addAll(List.of(words));
    CliRunner.Result result = new CliRunner(directory).run(Program.UTIL, all);
    assertThat(result.status()).as(result.err()).isZero();
  }

  private String ordername() throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("zones.sqlite"));
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(
            "select ordername from records where type = 'SOA' and name = 'iterated.test'")) {
      return row.getString(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 250, 500})
  void ordernamesAreOfAsManyIterationsAsAreAllowed(int most) throws Exception {
    Path zone = directory.resolve("zone");
    Files.writeString(zone, "@ 60 SOA ns h 1 2 3 4 5\n@ 60 NS ns\nns 60 A 192.0.2.1\n");
    run(most, "load-zone", "iterated.test", zone.toString());
    run(most, "secure-zone", "iterated.test");
    run(500, "set-meta", "iterated.test", "NSEC3PARAM", "1 0 300 ab");
    String expected =
        Nsec3Hash.text(new Nsec3Hash().of(APEX, Math.min(most, 300), Octets.of(0xab)));
    run(most, "rectify-zone", "iterated.test");
    assertThat(ordername()).isEqualTo(expected);
    run(most, "load-zone", "iterated.test", zone.toString());
    assertThat(ordername()).isEqualTo(expected);
  }
}
