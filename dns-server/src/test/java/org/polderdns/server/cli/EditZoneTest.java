package org.polderdns.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.polderdns.server.cli.CliRunner.Result;

@Timeout(60)
class EditZoneTest {
  @TempDir
  Path directory;

  @BeforeEach
  void makeZone() {
    runner().polder("create-zone", "example.org", "ns1.example.org");
    runner().polder("add-record", "example.org", "www", "A", "192.0.2.1");
  }

  private CliRunner runner() {
    return new CliRunner(directory.resolve("data"));
  }

  /** Edits with a script for an editor; {@code keys} are pressed. */
  private Result edit(String script, String keys) throws IOException {
    Path editor = Files.writeString(directory.resolve("editor.sh"), script + "\n");
    return runner().with("EDITOR", "sh " + editor).typing(keys).polder("edit-zone", "example.org");
  }

  private String zone() {
    return runner().polder("list-zone", "example.org").out();
  }

  @Test
  void nothingChangedIsNothingApplied() throws IOException {
    Result result = edit("true", "");
    assertThat(result.status()).isZero();
    assertThat(result.out()).isEqualTo("""
            Checked 3 records of 'example.org', 0 errors, 0 warnings.
            Detected the following changes:

            No changes to apply.
            """);
  }

  @Test
  void appliesAnAddedRecord() throws IOException {
    Result result = edit("echo 'new.example.org. 300 A 192.0.2.9' >> $1", "na");
    assertThat(result.status()).isZero();
    assertThat(result.out()).contains("\n+new.example.org 300 IN A 192.0.2.9\n");
    assertThat(zone()).contains("new.example.org\t300\tIN\tA\t192.0.2.9\n", "example.org 0 10800");
  }

  @Test
  void increasesTheSerialWhenAsked() throws IOException {
    assertThat(edit("sed -i /192.0.2.1/d $1", "ya").status()).isZero();
    assertThat(zone()).contains("hostmaster.example.org 1 10800").doesNotContain("192.0.2.1");
  }

  @Test
  void aCnameMayTakeThePlaceOfOtherData() throws IOException {
    Result result = edit("sed -i 's/^www.*/www.example.org. 300 CNAME ns1.example.org./' $1", "na");
    assertThat(result.status()).isZero();
    assertThat(zone()).contains("www.example.org\t300\tIN\tCNAME\tns1.example.org.");
  }

  @Test
  void quittingChangesNothing() throws IOException {
    String before = zone();
    assertThat(edit("echo 'new.example.org. 300 A 192.0.2.9' >> $1", "nq").status())
        .isEqualTo(1);
    assertThat(zone()).isEqualTo(before);
  }

  @Test
  void theEndOfInputQuits() throws IOException {
    String before = zone();
    for (String keys : new String[] {"", "n", "x", "nzzz"}) {
      assertThat(edit("echo 'new.example.org. 300 A 192.0.2.9' >> $1", keys).status())
          .isEqualTo(1);
    }
    assertThat(zone()).isEqualTo(before);
  }

  @Test
  void aLineThatDoesNotParseIsToldAndCanBeEditedAgain() throws IOException {
    String script =
        "if grep -q bogus $1; then sed -i /bogus/d $1; else echo 'bogus 300 A 1' >> $1; fi";
    Result result = edit(script, "e");
    assertThat(result.out()).contains(":5:").contains("No changes to apply.");
    assertThat(result.status()).isZero();
  }

  @Test
  void aZoneInErrorIsToldAndNotAppliedEvenIfInsistedOn() throws IOException {
    String before = zone();
    String script = "echo 'www.example.org. 300 CNAME ns1.example.org.' >> $1";
    Result result = edit(script, "q");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out()).contains("There was a problem with your zone");
    Result insisted = edit(script, "ana");
    assertThat(insisted.status()).isEqualTo(1);
    assertThat(insisted.err())
        .isEqualTo("Error: www.example.org. CNAME: has other data beside it, of type A\n");
    assertThat(zone()).isEqualTo(before);
  }

  @Test
  void anUnknownZoneIsTold() {
    Result result = runner().polder("edit-zone", "nosuch.test");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).isEqualTo("Zone 'nosuch.test' not found!\n");
  }
}
