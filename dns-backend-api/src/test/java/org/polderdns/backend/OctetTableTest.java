package org.polderdns.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.polderdns.backend.cache.OctetTable;

@Timeout(120)
class OctetTableTest {
  private static final int NUMBER = OctetTable.HEADER;

  private boolean collide;

  /** If they collide, many numbers have the same hash, or one with the same place. */
  private long hash(int number) {
    if (!collide) {
      return (number + 1) * 0x9e3779b97f4a7c15L;
    }
    return number % 7 == 0 ? 42 : (long) number % 1000 << 32 | number % 50;
  }

  private byte[] entry(int number, int content) {
    byte[] entry = new byte[NUMBER + 3];
    OctetTable.hash(entry, hash(number));
    entry[NUMBER] = (byte) (number >> 8);
    entry[NUMBER + 1] = (byte) number;
    entry[NUMBER + 2] = (byte) content;
    return entry;
  }

  private static boolean isOf(byte[] entry, int number) {
    return entry[NUMBER] == (byte) (number >> 8) && entry[NUMBER + 1] == (byte) number;
  }

  private byte[] find(OctetTable table, int number) {
    return table.find(hash(number), entry -> isOf(entry, number));
  }

  private void put(OctetTable table, int number, int content) {
    table.put(entry(number, content), entry -> isOf(entry, number), () -> true);
  }

  @Test
  void holdsWhatAMapHolds() {
    collide = true;
    Random random = new Random(3);
    OctetTable table = new OctetTable(100_000, Long.MAX_VALUE);
    Map<Integer, Integer> expected = new HashMap<>();
    for (int i = 0; i < 30_000; i++) {
      int number = random.nextInt(3000);
      if (random.nextInt(3000) == 0) {
        int rest = random.nextInt(10);
        assertThat(table.removeIf(entry -> entry[NUMBER + 1] % 10 == rest)).isEqualTo((int)
            expected.keySet().stream().filter(n -> (byte) (int) n % 10 == rest).count());
        expected.keySet().removeIf(n -> (byte) (int) n % 10 == rest);
      }
      put(table, number, i);
      expected.put(number, i);
      int asked = random.nextInt(3000);
      byte[] found = find(table, asked);
      if (expected.containsKey(asked)) {
        assertThat(found[NUMBER + 2]).isEqualTo((byte) (int) expected.get(asked));
      } else {
        assertThat(found).isSameAs(OctetTable.NONE);
      }
      assertThat(table.size()).isEqualTo(expected.size());
    }
    table.removeIf(entry -> true);
    assertThat(table.size()).isZero();
    assertThat(table.octets()).isZero();
  }

  @Test
  void keepsItsBoundsAndWhatIsUsed() {
    OctetTable table = new OctetTable(500, Long.MAX_VALUE);
    for (int i = 0; i < 300; i++) {
      put(table, i, 0);
      OctetTable.use(find(table, i));
    }
    for (int i = 1000; i < 60_000; i++) {
      put(table, i, 0);
      assertThat(find(table, i)).as("what was put last is there").isNotSameAs(OctetTable.NONE);
      assertThat(table.size()).isLessThanOrEqualTo(500);
    }
    for (int i = 0; i < 300; i++) {
      assertThat(find(table, i)).as("%d, which was used", i).isNotSameAs(OctetTable.NONE);
    }
    OctetTable small = new OctetTable(500, 10_000);
    for (int i = 0; i < 10_000; i++) {
      put(small, i, 0);
      assertThat(small.octets()).isLessThanOrEqualTo(10_000);
    }
    assertThat(small.octets()).isGreaterThan(9000);
  }

  @Test
  void whatIsAlwaysUsedGivesWayInTheEnd() {
    OctetTable table = new OctetTable(100, Long.MAX_VALUE);
    for (int i = 0; i < 1000; i++) {
      put(table, i, 0);
      OctetTable.use(find(table, i));
    }
    assertThat(table.size()).isEqualTo(100);
    assertThat(find(table, 999)).isNotSameAs(OctetTable.NONE);
  }

  @Test
  void putsNothingThatIsNotGoodOrTooLarge() {
    OctetTable table = new OctetTable(100, 100);
    assertThat(table.put(entry(1, 1), entry -> isOf(entry, 1), () -> false)).isFalse();
    byte[] large = new byte[100];
    assertThat(table.put(large, entry -> false, () -> true)).isFalse();
    assertThat(table.size()).isZero();
  }

  /** A reader may miss what is moved, but finds nothing wrong and always comes to an end. */
  @Test
  void readersFindOnlyWhatTheyAskFor() throws Exception {
    collide = true;
    OctetTable table = new OctetTable(400, Long.MAX_VALUE);
    AtomicBoolean over = new AtomicBoolean();
    AtomicReference<String> wrong = new AtomicReference<>("");
    Thread reader = new Thread(() -> {
      Random random = new Random(1);
      while (!over.get()) {
        int number = random.nextInt(1000);
        byte[] found = find(table, number);
        if (found != OctetTable.NONE && !isOf(found, number)) {
          wrong.set("found another than " + number);
        }
      }
    });
    reader.start();
    Random random = new Random(2);
    for (int i = 0; i < 300_000; i++) {
      put(table, random.nextInt(1000), i);
      if (i % 10_000 == 0) {
        table.removeIf(entry -> random.nextBoolean());
      }
    }
    over.set(true);
    reader.join();
    assertThat(wrong.get()).isEmpty();
  }
}
