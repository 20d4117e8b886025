package org.polderdns.zone.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NodeIndexTest {
  private static void add(NodeIndex index, int from, int to) {
    for (int i = from; i < to; i++) {
      index.add(0x9e3779b97f4a7c15L * i, i);
    }
  }

  private static void assertHas(NodeIndex index, int count) {
    Set<Integer> places = new HashSet<>();
    for (int slot = 0; slot < index.slots(); slot++) {
      if (index.place(slot) != 0) {
        places.add(index.place(slot));
      }
    }
    assertThat(places).hasSize(count);
    assertThat(index.count()).isEqualTo(count);
  }

  @Test
  void growsAtOnceToWhatIsExpected() {
    NodeIndex index = new NodeIndex();
    add(index, 1, 1000);
    index.expect(1_000_000, 100_000_000);
    add(index, 1000, 2000);
    assertThat(index.slots()).isEqualTo(1 << 18); // for some 100,000 names
    add(index, 2000, 100_000);
    assertThat(index.slots()).isEqualTo(1 << 18);
    assertHas(index, 99_999);
  }

  @Test
  void givesBackWhatWasExpectedAndDidNotCome() {
    NodeIndex grown = new NodeIndex();
    add(grown, 1, 2000);
    NodeIndex index = new NodeIndex();
    add(index, 1, 1000);
    index.expect(1_000_000, 100_000_000);
    add(index, 1000, 2000);
    index.trim();
    assertThat(index.slots()).isEqualTo(grown.slots());
    assertHas(index, 1999);
  }

  @Test
  void expectsNoMoreThanATextCanHold() {
    NodeIndex index = new NodeIndex();
    add(index, 1, 1000);
    index.expect(1, 1_000); // as of a file that includes a large one in its first line
    add(index, 1000, 2000);
    assertThat(index.slots()).isEqualTo(1 << 12);
    assertHas(index, 1999);
  }
}
