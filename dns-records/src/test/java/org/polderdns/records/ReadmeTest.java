package org.polderdns.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.polderdns.records.rr.Mx;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/** What the README says is so: its code is that of the classes beside this test. */
class ReadmeTest {
  private static String readme() throws IOException {
    return Files.readString(Path.of("README.md"));
  }

  private static String source(String file) throws IOException {
    String source = Files.readString(Path.of("src/test/java/org/polderdns/records", file));
    return source.substring(source.indexOf("import "));
  }

  @Test
  void addedTypeIsTheOneOfTheTests() throws IOException {
    assertThat(readme()).contains(source("example/Pin.java"), source("example/PinProvider.java"));
  }

  @Test
  void addedTypeIsKnownByItsMnemonicEverywhere() {
    RdataFormats.load();
    RecordType pin = RecordType.parse("pin");
    assertThat(pin.code()).isEqualTo(65333);
    assertThat(RdataFormats.isKnown(pin)).isTrue();
    assertThat(Rdata.parse(pin, "3 1 1 d2ab de24")).hasToString("PIN 3 1 1 d2abde24");
    assertThat(Rdata.parse(RecordType.NSEC, "example. A PIN")).hasToString("NSEC example. A PIN");
  }

  @Test
  void exampleOfTheReadme() throws IOException {
    List<String> printed = new ArrayList<>();
    // begin of the example
    Rdata mx = Rdata.parse(RecordType.MX, "10 mail", Name.parse("example."));
    printed.add(mx.print()); // 10 mail.example.
    Mx view = Mx.FORMAT.read(mx.octets());
    printed.add(view.exchange().toString()); // mail.example.
    printed.add(Mx.FORMAT.toJson(view)); // {"preference":10,"exchange":"mail.example."}
    Rdata unknown = Rdata.parse(RecordType.of(731), "\\# 3 abcdef");
    printed.add(unknown.toString()); // TYPE731 \# 3 abcdef
    // end of the example
    List<String> said = new ArrayList<>();
    for (String line : readme().lines().toList()) {
      if (line.startsWith("System.out.println(") && line.contains("; // ")) {
        said.add(line.substring(line.indexOf("; // ") + 5));
      }
    }
    assertThat(printed).isEqualTo(said);
    String source =
        Files.readString(Path.of("src/test/java/org/polderdns/records/ReadmeTest.java"));
    String example = source.substring(
        source.indexOf("// begin of the example") + 23,
        source.indexOf("    // end of the example"));
    assertThat(readme())
        .contains(example
            .replace("printed.add", "System.out.println")
            .replace("view.exchange().toString()", "view.exchange()")
            .replace("unknown.toString()", "unknown")
            .stripTrailing()
            .stripIndent()
            .strip());
  }
}
