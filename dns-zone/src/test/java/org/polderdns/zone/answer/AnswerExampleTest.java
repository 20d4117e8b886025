package org.polderdns.zone.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.polderdns.records.RRset;
import org.polderdns.records.Rdata;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;
import org.polderdns.wire.Section;
import org.polderdns.zone.ZoneSet;
import org.polderdns.zone.ZoneSource;
import org.polderdns.zone.ZoneTree;

/** The README's example of an answer, and that it prints what the README says. */
class AnswerExampleTest {
  private final List<Object> printed = new ArrayList<>();

  @Test
  void exampleOfTheReadmePrintsWhatItSays() throws IOException {
    // begin
    Name apex = Name.parse("example.");
    List<RRset> rrsets = List.of(
        RRset.of(
            apex, 3600, Rdata.parse(RecordType.SOA, "ns1 hostmaster 1 7200 900 1209600 300", apex)),
        RRset.of(apex, 3600, Rdata.parse(RecordType.NS, "ns1", apex)),
        RRset.of(apex.wildcardChild(), 60, Rdata.parse(RecordType.A, "192.0.2.1")));
    ZoneSource zones = ZoneSet.of(ZoneTree.of(apex, rrsets));
    Answerer answerer = new Answerer(zones, AnswerOptions.DEFAULT);
    Answer answer = new Answer();
    answerer.answer(Name.parse("www.example."), RecordType.A, RecordClass.IN, false, answer);
    printed.add(answer.rcode()); // NOERROR
    printed.add(answer.section(Section.ANSWER).get(0).owner()); // www.example.
    printed.add(answer.proofs().get(0).kind()); // WILDCARD_EXPANDED
    // end
    String readme = Files.readString(Path.of("README.md"));
    String source =
        Files.readString(Path.of("src/test/java/org/polderdns/zone/answer/AnswerExampleTest.java"));
    String example = source.substring(source.indexOf("// begin") + 8, source.indexOf("    // end"));
    assertThat(blank(readme)).contains(blank(example.replace("printed.add", "System.out.println")));
    for (Object one : printed) {
      assertThat(readme).contains("); // " + one + "\n");
    }
  }

  private static String blank(String text) {
    return text.replaceAll("\\s+", "");
  }
}
