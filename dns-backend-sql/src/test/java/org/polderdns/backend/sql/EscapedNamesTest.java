package org.polderdns.backend.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polderdns.backend.Backend;
import org.polderdns.backend.DenialOrder;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.contract.ZoneText;
import org.polderdns.backend.memory.MemoryBackend;
import org.polderdns.wire.Name;
import org.polderdns.zone.NameSpan;

/** Names whose octets sort otherwise than their escapes; the store in memory sorts them right. */
class EscapedNamesTest {
  private static final Name APEX = Name.parse("example.org.");

  private static final List<String> LABELS = List.of(
      "!",
      "0",
      "_",
      "a",
      "a!",
      "a\\000",
      "a\\255",
      "b",
      "~",
      "\\000",
      "\\001.a",
      "\\200",
      "\\255",
      "x\\.y",
      "x.y",
      "x\\\\y",
      "sp\\032ace",
      "c.\\255",
      "c.a",
      "\\255.c",
      "B\\129");

  @TempDir
  Path directory;

  private static String zone(int every) {
    StringBuilder text = new StringBuilder("@ 60 SOA ns h 1 2 3 4 5\n");
    for (int i = 0; i < LABELS.size(); i += every) {
      text.append(LABELS.get(i)).append(" 60 A 192.0.2.1\n");
    }
    return text.toString();
  }

  @Test
  void spansAreInCanonicalOrder() {
    try (Backend sql = Database.open(directory.resolve("zones.sqlite"));
        Backend memory = new MemoryBackend("memory")) {
      for (int every = 1; every < 4; every++) {
        ZoneInfo ours = ZoneText.load(sql, APEX, zone(every));
        ZoneInfo oracle = ZoneText.load(memory, APEX, zone(every));
        for (String label : LABELS) {
          Name asked = Name.parse(label, APEX);
          Optional<NameSpan> expected = span(memory, oracle, asked);
          assertThat(expected).isPresent();
          long end = System.nanoTime() + 20_000_000_000L;
          while (!span(sql, ours, asked).equals(expected) && System.nanoTime() < end) {
            Thread.onSpinWait(); // names with escapes are read again after a second
          }
          assertThat(span(sql, ours, asked)).as("%s of every %d", label, every).isEqualTo(expected);
        }
      }
    }
  }

  private static Optional<NameSpan> span(Backend store, ZoneInfo zone, Name name) {
    return store.capability(DenialOrder.class).orElseThrow().spanOf(zone, name);
  }
}
