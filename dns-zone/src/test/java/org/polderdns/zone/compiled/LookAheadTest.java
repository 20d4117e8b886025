package org.polderdns.zone.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LookAheadTest {
  private final LookAhead ahead = new LookAhead(ZoneTables.of(List.of(new ZoneTable())));

  /** A header and a question for {@code a.b.} */
  private static final byte[] MESSAGE = {
    0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 'a', 1, 'B', 0, 0, 1, 0, 1
  };

  private static final int LENGTH = MESSAGE.length;

  private static byte[] times(int count) {
    byte[] all = new byte[count * LENGTH];
    for (int i = 0; i < count; i++) {
      System.arraycopy(MESSAGE, 0, all, i * LENGTH, LENGTH);
    }
    return all;
  }

  @Test
  void knowsTheNamesOfQuestionsInTheirOrder() {
    byte[] in = times(3);
    ahead.expect(in, new int[] {0, LENGTH, LENGTH, 2 * LENGTH, 2 * LENGTH, 3 * LENGTH}, 3);
    assertThat(ahead.find(in, 0)).isZero();
    assertThat(ahead.find(in, 2 * LENGTH)).as("one left out").isEqualTo(2);
    NameKey key = ahead.key(2);
    assertThat(Arrays.copyOf(key.octets(), key.length())).containsExactly(1, 'a', 1, 'b', 0);
    assertThat(ahead.find(in, LENGTH)).as("one that was passed").isEqualTo(-1);
  }

  @Test
  void knowsNoOtherMessages() {
    byte[] in = times(1);
    ahead.expect(in, new int[] {0, LENGTH}, 1);
    assertThat(ahead.find(in.clone(), 0)).as("in another array").isEqualTo(-1);
    assertThat(ahead.find(in, 1)).as("at another place").isEqualTo(-1);
    ahead.expect(in, new int[] {}, 0);
    assertThat(ahead.find(in, 0)).as("of an earlier batch").isEqualTo(-1);
  }

  @Test
  void leavesOutWhatHasNoName() {
    byte[] pointer = MESSAGE.clone();
    pointer[12] = (byte) 0xc0;
    ahead.expect(pointer, new int[] {0, LENGTH}, 1);
    assertThat(ahead.find(pointer, 0)).isEqualTo(-1);
    ahead.expect(MESSAGE, new int[] {0, 16}, 1);
    assertThat(ahead.find(MESSAGE, 0)).as("a name that is cut").isEqualTo(-1);
    ahead.expect(MESSAGE, new int[] {LENGTH, LENGTH}, 1);
    assertThat(ahead.find(MESSAGE, LENGTH)).as("nothing at all").isEqualTo(-1);
  }

  @Test
  void takesNoMoreThanItHasRoomFor() {
    int count = LookAhead.MOST + 1;
    byte[] in = times(count);
    int[] bounds = new int[2 * count];
    for (int i = 0; i < count; i++) {
      bounds[2 * i] = i * LENGTH;
      bounds[2 * i + 1] = (i + 1) * LENGTH;
    }
    ahead.expect(in, bounds, count);
    assertThat(ahead.find(in, (LookAhead.MOST - 1) * LENGTH)).isEqualTo(LookAhead.MOST - 1);
    assertThat(ahead.find(in, LookAhead.MOST * LENGTH)).isEqualTo(-1);
  }
}
