package org.polderdns.zone.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.polderdns.records.RRset;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataFormats;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;

class ZoneFileWriterTest {
  private static final Name APEX = Name.parse("Example.org");

  private static List<ZoneRecord> readBack(String text) {
    List<ZoneRecord> records = new ArrayList<>();
    ZoneFileOptions any =
        ZoneFileOptions.DEFAULT.withOutside(ZoneFileOptions.Outside.ACCEPT).withDefaultTtl(1);
    byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
    try (ZoneFileReader reader =
        ZoneFileReader.of(new ByteArrayInputStream(octets), "written", Name.ROOT, any)) {
      reader.forEach(records::add);
    }
    return records;
  }

  private static String written(
      Iterable<ZoneRecord> records, Function<ByteArrayOutputStream, ZoneFileWriter> form) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZoneFileWriter writer = form.apply(out)) {
      records.forEach(writer::write);
    }
    return out.toString(StandardCharsets.US_ASCII);
  }

  /** Records of every type that there is a format for, and of some that there is none for. */
  private static List<ZoneRecord> randomRecords(Random random) {
    List<ZoneRecord> records = new ArrayList<>();
    for (int code = 1; code < 300; code++) {
      addRandom(records, RecordType.of(code), random);
    }
    addRandom(records, RecordType.DLV, random);
    addRandom(records, RecordType.ALIAS, random);
    addRandom(records, RecordType.LUA, random);
    addRandom(records, RecordType.of(65280), random);
    Collections.shuffle(records, random);
    return records;
  }

  private static void addRandom(List<ZoneRecord> records, RecordType type, Random random) {
    if (type.isMeta()) {
      return;
    }
    for (int i = 0; i < 4; i++) {
      Octets rdata = randomRdata(RdataFormats.of(type), random);
      long ttl = random.nextInt(4) == 0 ? 3600 : random.nextInt() & 0x7fffffffL;
      records.add(new ZoneRecord(randomName(random), ttl, RecordClass.IN, type, rdata));
    }
  }

  private static <T extends RdataView> Octets randomRdata(RdataFormat<T> format, Random random) {
    return format.write(format.random(random));
  }

  private static Name randomName(Random random) {
    Name name = random.nextInt(8) == 0 ? Name.ROOT : APEX;
    for (int labels = random.nextInt(4); labels > 0; labels--) {
      byte[] label = new byte[1 + random.nextInt(8)];
      random.nextBytes(label);
      if (random.nextBoolean()) {
        String special = "$@\"\\;(). *a";
        for (int i = 0; i < label.length; i++) {
          label[i] = (byte) special.charAt(random.nextInt(special.length()));
        }
      }
      name = name.child(Octets.wrap(label));
    }
    return name;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void randomRecordsReadBackEqual(long seed) {
    List<ZoneRecord> records = randomRecords(new Random(seed));
    String absolute = written(records, ZoneFileWriter::absolute);
    assertSame(readBack(absolute), records, seed);
    String relative = written(records, out -> ZoneFileWriter.relative(out, APEX, 3600));
    assertSame(readBack(relative), records, seed);
    String root = written(records, out -> ZoneFileWriter.relative(out, Name.ROOT, 60));
    assertSame(readBack(root), records, seed);
  }

  private static void assertSame(List<ZoneRecord> found, List<ZoneRecord> expected, long seed) {
    assertThat(found).as("seed %d", seed).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i)).as("seed %d, record %d", seed, i).isEqualTo(expected.get(i));
      assertThat(found.get(i).owner().equalsCase(expected.get(i).owner())).isTrue();
    }
  }

  @Test
  void relativeFormLeavesOutWhatRepeats() {
    List<ZoneRecord> records = readBack("""
            Example.org. 3600 IN A 192.0.2.1
            Example.org. 60 IN A 192.0.2.2
            www.Example.org. 3600 IN A 192.0.2.3
            www.Example.org. 3600 IN TXT "x"
            WWW.Example.org. 3600 IN TXT "y"
            www.example.org. 3600 IN TXT "z"
            example.net. 3600 IN A 192.0.2.4
            \\@.Example.org. 3600 IN A 192.0.2.5
            """);
    assertThat(written(records, out -> ZoneFileWriter.relative(out, APEX, 3600)))
        .isEqualTo("""
            $ORIGIN Example.org.
            $TTL 3600
            @\tIN A 192.0.2.1
            \t60 IN A 192.0.2.2
            www\tIN A 192.0.2.3
            \tIN TXT "x"
            WWW\tIN TXT "y"
            www.example.org.\tIN TXT "z"
            example.net.\tIN A 192.0.2.4
            \\@\tIN A 192.0.2.5
            """);
  }

  @Test
  void sortedRecordsStandInCanonicalOrderBehindTheSoa() {
    List<ZoneRecord> records = readBack("""
            z.example. 1 IN A 192.0.2.1
            *.z.example. 1 IN A 192.0.2.1
            Z.a.example. 1 IN A 192.0.2.1
            yljkjljk.a.example. 1 IN A 192.0.2.1
            example. 1 IN A 192.0.2.10
            example. 1 IN A 192.0.2.9
            example. 1 IN NS b.
            example. 1 IN NS A.
            example. 1 IN SOA a. b. 1 2 3 4 5
            a.example. 1 IN A 192.0.2.1
            """);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZoneFileWriter writer = ZoneFileWriter.absolute(out)) {
      writer.writeSorted(records);
    }
    assertThat(out.toString(StandardCharsets.US_ASCII)).isEqualTo("""
            example. 1 IN SOA a. b. 1 2 3 4 5
            example. 1 IN A 192.0.2.9
            example. 1 IN A 192.0.2.10
            example. 1 IN NS A.
            example. 1 IN NS b.
            a.example. 1 IN A 192.0.2.1
            yljkjljk.a.example. 1 IN A 192.0.2.1
            Z.a.example. 1 IN A 192.0.2.1
            z.example. 1 IN A 192.0.2.1
            *.z.example. 1 IN A 192.0.2.1
            """);
  }

  @Test
  void rrsetsAreWrittenRecordByRecord() {
    RRset rrset =
        RRset.of(APEX, RecordType.A, 60, List.of(Octets.of(192, 0, 2, 1), Octets.of(192, 0, 2, 2)));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZoneFileWriter writer = ZoneFileWriter.absolute(out)) {
      writer.write(rrset);
    }
    assertThat(out.toString(StandardCharsets.US_ASCII))
        .isEqualTo("Example.org. 60 IN A 192.0.2.1\nExample.org. 60 IN A 192.0.2.2\n");
  }
}
