package org.polderdns.zone.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.polderdns.wire.Name;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.ZoneView;

class ZoneTableTest {
  private static final Name PARENT = Name.parse("example.");
  private static final Name CHILD = Name.parse("sub.example.");
  private static final Name BELOW = Name.parse("www.Sub.example.");

  private final ZoneTable table = new ZoneTable();

  private static CompiledZone zone(Name apex) {
    return CompiledZone.of(apex, List.of());
  }

  private static ZoneView failing(Name apex) {
    return new ZoneView() {
      @Override
      public Name apex() {
        return apex;
      }

      @Override
      public ZoneNode apexNode() {
        throw new IllegalStateException("not there");
      }

      @Override
      public Optional<ZoneNode> node(Name name) {
        throw new IllegalStateException("not there");
      }
    };
  }

  private Name apexOf(Name name) {
    return table.zone(name).map(ZoneView::apex).orElse(Name.ROOT);
  }

  @Test
  void longestMatchAnswers() {
    table.put(zone(PARENT));
    assertThat(apexOf(BELOW)).isEqualTo(PARENT);
    table.put(zone(CHILD));
    assertThat(apexOf(BELOW)).isEqualTo(CHILD);
    assertThat(table.zoneAbove(CHILD).map(ZoneView::apex)).contains(PARENT);
    assertThat(table.zone(Name.parse("other."))).isEmpty();
  }

  @Test
  void heldPlaceHidesTheZoneAboveAndIsNoZone() {
    table.put(zone(PARENT));
    table.hold(failing(CHILD));
    assertThat(apexOf(BELOW)).isEqualTo(CHILD);
    assertThat(table.get(CHILD)).isEmpty();
    assertThat(table.all()).extracting(CompiledZone::apex).containsExactly(PARENT);
    table.put(zone(CHILD));
    assertThat(table.get(CHILD)).isPresent();
  }

  @Test
  void removedZoneLeavesItsNamesToTheZoneAbove() {
    table.put(zone(PARENT));
    table.hold(failing(CHILD));
    assertThat(table.remove(CHILD)).isTrue();
    assertThat(table.remove(CHILD)).isFalse();
    assertThat(apexOf(BELOW)).isEqualTo(PARENT);
  }

  @Test
  void conditionMayWaitForWhoReplacesTheZoneAndIsAskedAgain() {
    table.put(zone(PARENT));
    table.put(zone(CHILD));
    List<ZoneView> asked = new ArrayList<>();
    table.removeIf(view -> {
      asked.add(view);
      if (asked.size() == 1) {
        CompletableFuture.runAsync(() -> table.put(zone(view.apex())))
            .orTimeout(10, TimeUnit.SECONDS)
            .join();
      }
      return view.apex().equals(asked.get(0).apex());
    });
    Name gone = asked.get(0).apex();
    assertThat(asked).hasSize(3);
    assertThat(asked.get(1).apex()).isEqualTo(gone);
    assertThat(asked.get(1)).isNotSameAs(asked.get(0));
    assertThat(table.at(gone)).isEmpty();
    assertThat(table.all()).hasSize(1);
  }

  /** Serves the second of two versions in the place of the first, once that is told. */
  private static final class Swapping implements Admission {
    final List<Name> gone = new ArrayList<>();
    CompiledZone first = zone(CHILD);
    CompiledZone second = zone(CHILD);
    boolean isReady;

    @Override
    public Optional<ZoneView> admit(CompiledZone zone) {
      return zone != first ? Optional.of(zone) : isReady ? Optional.of(second) : Optional.empty();
    }

    @Override
    public ZoneView again(ZoneView served) {
      return served == first || isReady ? second : served;
    }

    @Override
    public void gone(Name apex) {
      gone.add(apex);
    }
  }

  @Test
  void admissionDecidesWhatIsServed() {
    Swapping swapping = new Swapping();
    ZoneView held = failing(CHILD);
    table.put(zone(PARENT));
    table.hold(held);
    table.admitBy(swapping);
    assertThat(table.get(PARENT)).isPresent();
    table.put(swapping.first);
    assertThat(table.at(CHILD)).containsSame(held);
    table.readmit(CHILD);
    assertThat(table.at(CHILD)).containsSame(held);
    swapping.isReady = true;
    table.readmit(CHILD);
    assertThat(table.at(CHILD)).containsSame(swapping.second);
    table.readmit(Name.parse("other."));
    assertThat(table.size()).isEqualTo(2);
    assertThat(table.remove(CHILD)).isTrue();
    table.removeIf(zone -> true);
    assertThat(swapping.gone).containsExactly(CHILD, PARENT);
  }

  @Test
  void admissionDecidesOfWhatIsThereAlready() {
    Swapping swapping = new Swapping();
    swapping.isReady = true;
    table.put(swapping.first);
    table.admitBy(swapping);
    assertThat(table.at(CHILD)).containsSame(swapping.second);
  }
}
