package org.polderdns.zone.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polderdns.wire.Name;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;

class ZoneFileReaderTest {
  private static final Name APEX = Name.parse("example.org");

  @TempDir
  Path directory;

  private static List<String> read(String text, ZoneFileOptions options) {
    InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    return read(ZoneFileReader.of(in, "z", APEX, options));
  }

  private static List<String> read(ZoneFileReader reader) {
    List<String> records = new ArrayList<>();
    try (reader) {
      reader.forEach(record -> records.add(record.toString()));
    }
    return records;
  }

  @Test
  void successiveRecordsOfAnOwnerShareTheName() {
    try (ZoneFileReader reader = ZoneFileReader.of("a A 192.0.2.1\n TXT x\na TXT y\n", APEX)) {
      assertThat(reader.next()).isTrue();
      Name first = reader.owner();
      assertThat(reader.next()).isTrue();
      assertThat(reader.owner()).isSameAs(first);
      assertThat(reader.next()).isTrue();
      assertThat(reader.owner()).isSameAs(first);
      assertThat(reader.type()).isEqualTo(RecordType.TXT);
      assertThat(reader.line()).isEqualTo(3);
      assertThat(reader.next()).isFalse();
      assertThat(reader.count()).isEqualTo(3);
    }
  }

  @Test
  void defaultTtlIsUsedWhereTheFileSaysNothing() {
    assertThat(read("a A 192.0.2.1\n", ZoneFileOptions.DEFAULT))
        .containsExactly("a.example.org. 3600 IN A 192.0.2.1");
    assertThat(read("a A 192.0.2.1\n", ZoneFileOptions.DEFAULT.withDefaultTtl(0)))
        .containsExactly("a.example.org. 0 IN A 192.0.2.1");
  }

  @Test
  void outsideIsRefusedSkippedOrAccepted() {
    String text = "a.example.net. A 192.0.2.1\nb A 192.0.2.2\n";
    assertThatThrownBy(() -> read(text, ZoneFileOptions.DEFAULT))
        .isInstanceOf(PresentationFormatException.class)
        .hasMessage("z:1:1: owner a.example.net. is not in zone example.org.");
    assertThat(read(text, ZoneFileOptions.DEFAULT.withOutside(ZoneFileOptions.Outside.SKIP)))
        .containsExactly("b.example.org. 3600 IN A 192.0.2.2");
    assertThat(read(text, ZoneFileOptions.DEFAULT.withOutside(ZoneFileOptions.Outside.ACCEPT)))
        .hasSize(2);
  }

  @Test
  void zonesOfOtherClassesAreRead() {
    ZoneFileOptions chaos = ZoneFileOptions.DEFAULT.withClass(RecordClass.CH);
    assertThat(read("a CH TXT x\nb TXT y\n", chaos))
        .containsExactly("a.example.org. 3600 CH TXT \"x\"", "b.example.org. 3600 CH TXT \"y\"");
    assertThatThrownBy(() -> read("a IN TXT x\n", chaos))
        .hasMessage("z:1:3: class IN in a zone of class CH");
  }

  @Test
  void numberOfRecordsIsLimited() {
    ZoneFileOptions two = ZoneFileOptions.DEFAULT.withMaxRecords(2);
    assertThat(read("a A 192.0.2.1\nb A 192.0.2.1\n", two)).hasSize(2);
    assertThatThrownBy(() -> read("a A 192.0.2.1\nb A 192.0.2.1\nc A 192.0.2.1\n", two))
        .hasMessage("z:3:1: more than 2 records");
    assertThatThrownBy(() -> read("$GENERATE 1-2000000000 a$ A 192.0.2.1\n", two))
        .hasMessage("z:1:1: more than 2 records");
  }

  @Test
  void generateStepsAreLimited() {
    ZoneFileOptions three = ZoneFileOptions.DEFAULT.withMaxGenerateSteps(3);
    assertThat(read("$GENERATE 1-3 a$ A 192.0.2.$\n", three)).hasSize(3);
    assertThat(read("$GENERATE 1-6/2 a$ A 192.0.2.$\n", three)).hasSize(3);
    assertThatThrownBy(() -> read("$GENERATE 1-4 a$ A 192.0.2.$\n", three))
        .hasMessage("z:1:11: $GENERATE: 4 steps, at most 3");
  }

  @Test
  void generateKeepsATextOfOneStringWhole() {
    assertThat(
            read("$GENERATE 1-1 a TXT \"x $\"\n$GENERATE 1-1 b TXT x $\n", ZoneFileOptions.DEFAULT))
        .containsExactly(
            "a.example.org. 3600 IN TXT \"x 1\"", "b.example.org. 3600 IN TXT \"x\" \"1\"");
  }

  @Test
  void originInQuotesIsALabel() {
    assertThat(read("@ TXT x\n\"@\" TXT y\n@ TXT z\n", ZoneFileOptions.DEFAULT))
        .containsExactly(
            "example.org. 3600 IN TXT \"x\"",
            "\\@.example.org. 3600 IN TXT \"y\"",
            "example.org. 3600 IN TXT \"z\"");
  }

  @Test
  void generateTakesTextOnly() {
    assertThat(read("$GENERATE 1-1 \u00e9$ TXT x\n", ZoneFileOptions.DEFAULT))
        .containsExactly("\\195\\1691.example.org. 3600 IN TXT \"x\"");
    byte[] octets = "$GENERATE 1-1 \u00e9$ TXT x\n".getBytes(StandardCharsets.ISO_8859_1);
    InputStream in = new ByteArrayInputStream(octets);
    assertThatThrownBy(() -> read(ZoneFileReader.of(in, "z", APEX, ZoneFileOptions.DEFAULT)))
        .hasMessage("z:1:15: $GENERATE: octets that are not UTF-8 are written as \\DDD");
  }

  @Test
  void includeDepthIsLimited() throws IOException {
    Files.writeString(directory.resolve("0"), "a A 192.0.2.1\n$INCLUDE 1\n");
    Files.writeString(directory.resolve("1"), "b A 192.0.2.1\n$INCLUDE 2\n");
    Files.writeString(directory.resolve("2"), "c A 192.0.2.1\n");
    Path file = directory.resolve("0");
    assertThat(read(ZoneFileReader.open(file, APEX))).hasSize(3);
    assertThatThrownBy(() -> read(ZoneFileReader.open(file, APEX, depth(1))))
        .hasMessage(directory.resolve("1") + ":2:1: more than 1 levels of $INCLUDE");
    assertThatThrownBy(() -> read(ZoneFileReader.open(file, APEX, depth(0))))
        .hasMessage(file + ":2:1: $INCLUDE is not allowed here");
    assertThatThrownBy(() -> read(ZoneFileReader.open(file, APEX, ZoneFileOptions.UNTRUSTED)))
        .hasMessage(file + ":2:1: $INCLUDE is not allowed here");
  }

  private static ZoneFileOptions depth(int levels) {
    return ZoneFileOptions.DEFAULT.withMaxIncludeDepth(levels);
  }

  @Test
  void commentsOfARecordAreKeptIfWanted() throws IOException {
    Files.writeString(directory.resolve("included"), "b 60 A 192.0.2.1 ; in a file\n");
    String text = """
        ; before
        @ 60 SOA ns h 1 2 3 4 5 ; of the SOA
        ; between

        a 60 TXT ( "x ; y" ; first
          ;second
         "z" )
        c 60 A 192.0.2.1
        $INCLUDE included ; of a directive
        d 60 A 192.0.2.1 ;""" + " long".repeat(20_000);
    Path file = Files.writeString(directory.resolve("zone"), text);
    List<String> found = new ArrayList<>();
    try (ZoneFileReader reader =
        ZoneFileReader.open(file, APEX, ZoneFileOptions.DEFAULT.withComments())) {
      while (reader.next()) {
        found.add(reader.comments());
      }
    }
    assertThat(found)
        .containsExactly(
            " of the SOA\n", " first\nsecond\n", "", " in a file\n", " long".repeat(20_000) + "\n");
  }

  @Test
  void includedFilesAreKeptBelowADirectory() throws IOException {
    Path inner = Files.createDirectories(directory.resolve("zones/parts"));
    Files.writeString(directory.resolve("secret"), "s A 192.0.2.1\n");
    Files.writeString(inner.resolve("part"), "p A 192.0.2.1\n");
    Files.createSymbolicLink(inner.resolve("link"), directory.resolve("secret"));
    Path zone = directory.resolve("zones/zone");
    ZoneFileOptions options = ZoneFileOptions.DEFAULT.withIncludeRoot(directory.resolve("zones"));
    Files.writeString(zone, "$INCLUDE parts/part\n");
    assertThat(read(ZoneFileReader.open(zone, APEX, options))).hasSize(1);
    for (String outside :
        List.of("../secret", "parts/link", directory.resolve("secret").toString())) {
      Files.writeString(zone, "$INCLUDE " + outside + "\n");
      assertThatThrownBy(() -> read(ZoneFileReader.open(zone, APEX, options)))
          .isInstanceOf(PresentationFormatException.class)
          .hasMessageContaining("is not below " + directory.resolve("zones"));
    }
  }

  @Test
  void fileThatIsNotThereIsNoSyntaxError() {
    assertThatThrownBy(() -> ZoneFileReader.open(directory.resolve("none"), APEX))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void errorsOfTheCallerNameTheCurrentRecord() {
    try (ZoneFileReader reader = ZoneFileReader.of("\na (\n A 192.0.2.1 )\nb TXT x\n", APEX)) {
      assertThat(reader.next()).isTrue();
      assertThat(reader.error("what").getMessage()).isEqualTo("2:1: what");
    }
  }

  @Test
  void fileOfAnyLengthIsReadInABuffer() {
    byte[] line = "w\tA 192.0.2.1\n".getBytes(StandardCharsets.US_ASCII);
    long lines = 300_000;
    InputStream many = new InputStream() {
      private long left = lines;

      @Override
      public int read() {
        throw new UnsupportedOperationException();
      }

      @Override
      public int read(byte[] target, int at, int length) {
        if (left == 0) {
          return -1;
        }
        left--;
        System.arraycopy(line, 0, target, at, line.length);
        return line.length;
      }

      @Override
      public byte[] readNBytes(int length) {
        return new byte[0];
      }
    };
    try (ZoneFileReader reader = ZoneFileReader.of(many, "z", APEX, ZoneFileOptions.DEFAULT)) {
      long length = 0;
      while (reader.next()) {
        length += reader.rdata().length();
      }
      assertThat(length).isEqualTo(4 * lines);
      assertThat(reader.count()).isEqualTo(lines);
      assertThat(reader.line()).isEqualTo(lines);
    }
  }
}
