package org.polderdns.zone.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.polderdns.wire.Name;
import org.polderdns.wire.PresentationFormatException;

/** Whatever the octets are, there are records or an error that tells the place, nothing else. */
class HostileZoneFileTest {
  private static final Name APEX = Name.parse("example.org");
  private static final ZoneFileOptions LIMITED =
      ZoneFileOptions.UNTRUSTED.withMaxGenerateSteps(50).withMaxRecords(500);
  private static final byte[] NASTY =
      " \n\r\t\\\"();$@.0z\0\u00ff{}".getBytes(StandardCharsets.ISO_8859_1);

  static List<Path> files() throws IOException {
    return GoodZoneFileTest.files();
  }

  @ParameterizedTest
  @MethodSource("files")
  void fileCutAnywhere(Path file) throws IOException {
    byte[] octets = Files.readAllBytes(file);
    for (int length = 0; length < octets.length; length++) {
      read(Arrays.copyOf(octets, length), file + " cut at " + length);
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void fileWithAnyOctetChanged(Path file) throws IOException {
    byte[] octets = Files.readAllBytes(file);
    int read = 0;
    for (int at = 0; at < octets.length; at++) {
      byte was = octets[at];
      for (byte now : NASTY) {
        octets[at] = now;
        read += read(octets, file + " with " + now + " at " + at);
      }
      octets[at] = was;
    }
    assertThat(read).as("nothing was ever read").isPositive();
  }

  private static int read(byte[] octets, String what) {
    ByteArrayInputStream in = new ByteArrayInputStream(octets);
    int records = 0;
    try (ZoneFileReader reader = ZoneFileReader.of(in, "hostile", APEX, LIMITED)) {
      while (reader.next()) {
        records += reader.record().toString().isEmpty() ? 0 : 1;
      }
    } catch (PresentationFormatException e) {
      if (!e.getMessage().matches("(?s)hostile:[0-9]+:[0-9]+: .+")) {
        fail(what + ": no place in: " + e.getMessage(), e);
      }
    } catch (RuntimeException e) {
      fail(what + ": " + e, e);
    }
    return records;
  }
}
