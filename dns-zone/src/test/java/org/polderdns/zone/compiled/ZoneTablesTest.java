package org.polderdns.zone.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.polderdns.wire.Name;
import org.polderdns.zone.ZoneView;

class ZoneTablesTest {
  private final ZoneTable first = new ZoneTable();
  private final ZoneTable second = new ZoneTable();
  private final ZoneTables both = ZoneTables.of(List.of(first, second));

  private static CompiledZone zone(String apex) {
    return CompiledZone.of(Name.parse(apex), List.of());
  }

  private Optional<ZoneView> find(String name) {
    return both.zone(Name.parse(name));
  }

  @Test
  void longestMatchCountsWhereverItIs() {
    CompiledZone above = zone("example.");
    CompiledZone below = zone("sub.example.");
    first.put(above);
    second.put(below);
    assertThat(find("www.example.")).containsSame(above);
    assertThat(find("www.sub.example.")).containsSame(below);
    assertThat(find("sub.example.")).containsSame(below);
    assertThat(both.zoneAbove(Name.parse("sub.example."))).containsSame(above);
    assertThat(both.zoneAbove(Name.parse("example."))).isEmpty();
    assertThat(find("test.")).isEmpty();
    second.remove(below.apex());
    assertThat(find("www.sub.example.")).containsSame(above);
  }

  @Test
  void ofEqualMatchesThatOfTheEarlierTableCounts() {
    CompiledZone one = zone("example.");
    CompiledZone other = zone("example.");
    second.put(other);
    assertThat(find("www.example.")).containsSame(other);
    first.put(one);
    assertThat(find("www.example.")).containsSame(one);
  }

  @Test
  void allZonesOfATableAreReplacedAtOnce() {
    first.put(zone("gone.example."));
    CompiledZone kept = zone("kept.example.");
    List<CompiledZone> many = new ArrayList<>(List.of(kept, zone("twice."), zone("twice.")));
    for (int i = 0; i < 100; i++) {
      many.add(zone("n" + i + ".example."));
    }
    first.replaceAll(many);
    assertThat(find("gone.example.")).isEmpty();
    assertThat(find("a.kept.example.")).containsSame(kept);
    assertThat(find("twice.")).as("of two the last").containsSame(many.get(2));
    assertThat(first.all()).hasSize(102);
    first.replaceAll(List.of());
    assertThat(first.all()).isEmpty();
    assertThat(find("a.kept.example.")).isEmpty();
  }
}
