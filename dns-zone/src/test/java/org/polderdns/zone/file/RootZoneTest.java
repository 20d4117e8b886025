package org.polderdns.zone.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.polderdns.records.RdataFormats;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.check.ZoneCheck;

/** The real signed root zone, in the order of a zone transfer. */
class RootZoneTest {
  private static final Path FILE =
      Path.of("../dns-server/src/test/data/root-zone/2018031000.zone.gz");

  private static List<ZoneRecord> read(InputStream in) {
    List<ZoneRecord> records = new ArrayList<>();
    try (ZoneFileReader reader =
        ZoneFileReader.of(in, "root", Name.ROOT, ZoneFileOptions.DEFAULT)) {
      reader.forEach(records::add);
    }
    return records;
  }

  private static List<ZoneRecord> root() throws IOException {
    return read(new GZIPInputStream(Files.newInputStream(FILE)));
  }

  @Test
  void isReadWhole() throws IOException {
    long lines;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(FILE))) {
      lines = new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().count();
    }
    List<ZoneRecord> records = root();
    assertThat(records).hasSize((int) lines - 1); // the SOA at the end is that at the start
    assertThat(records.get(0).type()).isEqualTo(RecordType.SOA);
    assertThat(new HashSet<>(records)).hasSameSizeAs(records);
  }

  @Test
  void isWrittenBackWithTheSameMeaning() throws IOException {
    List<ZoneRecord> records = root();
    ByteArrayOutputStream absolute = new ByteArrayOutputStream();
    try (ZoneFileWriter writer = ZoneFileWriter.absolute(absolute)) {
      records.forEach(writer::write);
    }
    assertThat(read(new ByteArrayInputStream(absolute.toByteArray()))).isEqualTo(records);

    ByteArrayOutputStream sorted = new ByteArrayOutputStream();
    try (ZoneFileWriter writer = ZoneFileWriter.relative(sorted, Name.ROOT, 172800)) {
      writer.writeSorted(records);
    }
    List<ZoneRecord> again = read(new ByteArrayInputStream(sorted.toByteArray()));
    assertThat(again).hasSameSizeAs(records);
    assertThat(new HashSet<>(again)).isEqualTo(new HashSet<>(records));
  }

  @Test
  void dataOfEveryRecordReadsAsItsType() throws IOException {
    for (ZoneRecord record : root()) {
      assertThat(RdataFormats.isKnown(record.type())).as("%s", record.type()).isTrue();
      assertThat(RdataFormats.of(record.type()).check(record.rdata())).isSameAs(record.rdata());
    }
  }

  @Test
  void hasNoErrors() throws IOException {
    ZoneCheck check = ZoneCheck.of(Name.ROOT).withMetadata(Map.of("PRESIGNED", List.of("1")));
    assertThat(check.runRecords(root()).errors()).isZero();
  }
}
