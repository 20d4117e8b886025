package org.polderdns.backend.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** Records in order, from memory and from files. */
class RecordSorterTest {
  private record Entry(Name owner, RecordType type, long ttl, Octets rdata) {}

  private static final String OCTETS = "\0\1\2./09@AZ[az{-*\\\377";

  private static Name name(Random random, Name apex) {
    Name name = apex;
    for (int labels = random.nextInt(4); labels > 0; labels--) {
      byte[] label = new byte[1 + random.nextInt(random.nextInt(20) == 0 ? 30 : 3)];
      for (int i = 0; i < label.length; i++) {
        label[i] = (byte) OCTETS.charAt(random.nextInt(OCTETS.length()));
      }
      name = name.child(Octets.wrap(label));
    }
    return name;
  }

  @ParameterizedTest
  @CsvSource({"., 1000000", "., 1", "example.org., 200000", "A.b., 1"})
  void orderIsThatOfNamesAndThenOfArrival(String zone, int bound) throws IOException {
    Name apex = Name.parse(zone);
    Random random = new Random(zone.length() + bound);
    List<Entry> entries = new ArrayList<>();
    List<Entry> sorted = new ArrayList<>();
    long before = temporaryFiles();
    try (RecordSorter sorter = new RecordSorter(apex, bound)) {
      for (int i = 0; i < 5000; i++) {
        Octets rdata = Octets.wrap(new byte[random.nextInt(100) == 0 ? 65535 : 20]);
        Entry entry = new Entry(
            name(random, apex), RecordType.of(1 + i % 60000), i * 400_000L & 0x7fffffff, rdata);
        entries.add(entry);
        sorter.add(entry.owner, entry.type, entry.ttl, entry.rdata);
      }
      sorter.each((owner, type, ttl, rdata) -> sorted.add(new Entry(owner, type, ttl, rdata)));
    }
    entries.sort(Comparator.comparing(Entry::owner));
    assertThat(sorted).isEqualTo(entries);
    for (int i = 1; i < sorted.size(); i++) {
      Name owner = sorted.get(i).owner;
      assertThat(owner.equalsCase(owner.canonical())).isTrue();
      if (owner.equals(sorted.get(i - 1).owner)) {
        assertThat(owner).isSameAs(sorted.get(i - 1).owner);
      }
    }
    assertThat(temporaryFiles()).isEqualTo(before);
  }

  private static long temporaryFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("polder-load"))
          .count();
    }
  }

  @ParameterizedTest
  @CsvSource({"200000, same", "200000, rising", "200000, falling"})
  void manyLikeNamesNestNoCallsDeeply(int count, String kind) throws IOException {
    Name apex = Name.parse("example.org.");
    List<Long> order = new ArrayList<>();
    try (RecordSorter sorter = new RecordSorter(apex, 1 << 26)) {
      for (int i = 0; i < count; i++) {
        int number = kind.equals("same") ? 7 : kind.equals("rising") ? i : count - i;
        Name owner = Name.parse(String.format("n%07d", number), apex);
        sorter.add(owner, RecordType.A, kind.equals("same") ? i : number, Octets.EMPTY);
      }
      sorter.each((owner, type, ttl, rdata) -> order.add(ttl));
    }
    assertThat(order).hasSize(count).isSorted();
  }
}
