package org.polderdns.zone.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.polderdns.wire.Name;
import org.polderdns.zone.file.ZoneFileReader;
import org.polderdns.zone.file.ZoneRecord;

/**
 * Every file is a zone and what must be found in it: lines {@code zone NAME}, {@code meta KIND
 * VALUE}, {@code keys}, {@code direct-dnskey}, {@code row owner | type | content | ttl | priority |
 * auth [| disabled]}, and all that is printed below {@code expect}.
 */
class ZoneCheckTest {
  private static final Path DIRECTORY = Path.of("src/test/resources/zonecheck");

  static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(DIRECTORY)) {
      return all.filter(file -> file.toString().endsWith(".check")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void findsWhatIsThere(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    int expect = lines.indexOf("expect");
    assertThat(run(lines.subList(0, expect)).lines())
        .isEqualTo(lines.subList(expect + 1, lines.size()));
  }

  static ZoneCheckResult run(List<String> lines) {
    Map<String, List<String>> metadata = new TreeMap<>();
    List<ZoneRow> rows = new ArrayList<>();
    ZoneCheck check = null;
    boolean keys = false;
    boolean directDnskey = false;
    for (String line : lines) {
      String[] words = line.split(" ", 3);
      switch (words[0]) {
        case "#" -> {}
        case "zone" -> check = ZoneCheck.of(Name.parse(words[1]));
        case "meta" ->
          metadata.computeIfAbsent(words[1], k -> new ArrayList<>()).add(words[2]);
        case "keys" -> keys = true;
        case "direct-dnskey" -> directDnskey = true;
        case "row" -> rows.add(row(line.substring(4)));
        default -> throw new IllegalArgumentException(line);
      }
    }
    rows.sort(Comparator.comparing(ZoneRow::owner).thenComparing(ZoneRow::type));
    return check
        .withMetadata(metadata)
        .withKeys(keys)
        .withDirectDnskey(directDnskey)
        .withFiles(name -> !name.contains("nonexistent"))
        .run(rows);
  }

  private static ZoneRow row(String text) {
    String[] fields = text.split(" *[|] *", -1);
    ZoneRow.Auth auth = switch (fields[5]) {
      case "1" -> ZoneRow.Auth.YES;
      case "0" -> ZoneRow.Auth.NO;
      default -> ZoneRow.Auth.UNKNOWN;
    };
    boolean disabled = fields.length > 6 && fields[6].equals("disabled");
    return new ZoneRow(fields[0], fields[1], fields[3], fields[2], fields[4], disabled, auth);
  }

  @Test
  void recordsOfAFileAreChecked() {
    String text = """
        @ 60 SOA ns1 hostmaster 1 10800 3600 604800 3600
        @ 60 NS ns1
        ns1 60 A 192.0.2.1
        @ 60 MX 10 mail
        mail 60 CNAME ns1
        sub 60 NS ns.sub
        """;
    List<ZoneRecord> records = new ArrayList<>();
    Name apex = Name.parse("example.org");
    try (ZoneFileReader reader = ZoneFileReader.of(text, apex)) {
      reader.forEach(records::add);
    }
    assertThat(ZoneCheck.of(apex).runRecords(records).lines())
        .containsExactly(
            "[Warning] 'example.org|MX has a target (mail.example.org) that is a CNAME.",
            "[Warning] Missing glue for 'ns.sub.example.org' in zone 'example.org'",
            "Checked 6 records of 'example.org', 0 errors, 2 warnings.");
  }

  @Test
  void rootZoneIsAZoneLikeAnyOther() {
    List<ZoneRow> rows = List.of(
        rootRow("SOA", "a.root-servers.net nstld.verisign-grs.com 1 1800 900 604800 86400"),
        rootRow("NS", "a.root-servers.net"));
    assertThat(ZoneCheck.of(Name.ROOT).run(rows).lines())
        .containsExactly("Checked 2 records of '.', 0 errors, 0 warnings.");
  }

  private static ZoneRow rootRow(String type, String content) {
    return new ZoneRow(".", type, "86400", content, "", false, ZoneRow.Auth.YES);
  }
}
