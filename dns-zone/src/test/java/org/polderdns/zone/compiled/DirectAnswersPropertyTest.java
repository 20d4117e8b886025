package org.polderdns.zone.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.polderdns.records.RRset;
import org.polderdns.records.Rdata;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneTree;
import org.polderdns.zone.answer.AnswerOptions;
import org.polderdns.zone.file.ZoneFileOptions;
import org.polderdns.zone.file.ZoneFileReader;
import org.polderdns.zone.scenario.DirectComparison;
import org.polderdns.zone.scenario.Question;
import org.polderdns.zone.scenario.RandomZone;

/** A compiled zone answers as the tree of the same records does, directly and in the general way. */
class DirectAnswersPropertyTest {
  private static final Path ROOT_ZONE =
      Path.of("../dns-server/src/test/data/root-zone/2018031000.zone.gz");
  private static final int ZONES = Integer.getInteger("polder.test.zones", 1000);
  private static final int QUESTIONS = 60;
  private static final List<RecordType> MORE_TYPES = List.of(
      RecordType.A,
      RecordType.AAAA,
      RecordType.NS,
      RecordType.MX,
      RecordType.SRV,
      RecordType.HTTPS,
      RecordType.SVCB,
      RecordType.PTR,
      RecordType.SOA);
  private static final long SEED = Long.getLong("polder.test.seed", 31);

  @Test
  void answersAsTheTree() {
    Random random = new Random(SEED);
    int direct = 0;
    long known = 0;
    for (int i = 0; i < ZONES; i++) {
      List<RRset> rrsets = new ArrayList<>(RandomZone.rrsets(random));
      for (int j = random.nextInt(8); j > 0; j--) {
        rrsets.add(more(random));
      }
      List<ZoneTree> trees = List.of(ZoneTree.of(RandomZone.APEX, rrsets));
      AnswerOptions options =
          new AnswerOptions(random.nextBoolean(), random.nextInt(4) > 0, true, random.nextInt(17));
      DirectComparison comparison =
          new DirectComparison(trees, DirectComparison.compile(trees), options, answer -> {});
      for (int j = 0; j < QUESTIONS; j++) {
        Question question = new Question(
            random.nextInt(50) == 0 ? Name.parse("elsewhere.") : RandomZone.name(random, 0),
            type(random),
            random.nextInt(50) == 0 ? RecordClass.ANY : RecordClass.IN,
            random.nextBoolean(),
            false,
            random.nextBoolean() ? 0 : 100 + random.nextInt(1200));
        String what = "seed " + SEED + " zone " + i + ": " + question + " in " + rrsets;
        direct += comparison.ask(question, what) ? 1 : 0;
      }
      known += comparison.answeredByKnown();
    }
    assertThat(direct).as("answered directly").isGreaterThan(ZONES * QUESTIONS / 2);
    assertThat(known).as("by what is known").isGreaterThan((long) ZONES * QUESTIONS / 2);
  }

  /** The zone of the root is another case for every name that ends in it. */
  @Test
  void answersForTheRootAsTheTree() throws IOException {
    List<RRset> rrsets = new ArrayList<>();
    try (InputStream in = new GZIPInputStream(Files.newInputStream(ROOT_ZONE));
        ZoneFileReader reader = ZoneFileReader.of(in, "root", Name.ROOT, ZoneFileOptions.DEFAULT)) {
      while (reader.next()) {
        rrsets.add(RRset.of(reader.owner(), reader.type(), reader.ttl(), List.of(reader.rdata())));
      }
    }
    List<ZoneTree> trees = List.of(ZoneTree.of(Name.ROOT, rrsets));
    DirectComparison comparison = new DirectComparison(
        trees, DirectComparison.compile(trees), AnswerOptions.DEFAULT, answer -> {});
    Random random = new Random(SEED);
    int direct = 0;
    List<RecordType> types =
        List.of(RecordType.A, RecordType.NS, RecordType.DS, RecordType.SOA, RecordType.NSEC);
    for (int i = 0; i < 20_000; i++) {
      Name owner = rrsets.get(random.nextInt(rrsets.size())).owner();
      Name name = random.nextBoolean() ? owner : owner.child(Octets.of('n', random.nextInt(256)));
      Question question = new Question(
          random.nextInt(20) == 0 ? Name.ROOT : name,
          types.get(random.nextInt(types.size())),
          RecordClass.IN,
          random.nextBoolean(),
          random.nextBoolean(),
          1232);
      direct += comparison.ask(question, "seed " + SEED + " " + question) ? 1 : 0;
    }
    assertThat(direct).as("answered directly").isGreaterThan(15_000);
  }

  /** An RRset with addresses or with hosts, whose other hosts may lie outside of the zone. */
  private static RRset more(Random random) {
    RecordType type = MORE_TYPES.get(random.nextInt(MORE_TYPES.size()));
    List<Octets> rdatas = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      String host = switch (random.nextInt(6)) {
        case 0 -> "ns" + random.nextInt(3) + ".elsewhere.";
        case 1 -> ".";
        case 2 -> "Z.";
        default -> RandomZone.name(random, 0).toString();
      };
      rdatas.add(Rdata.parse(
              type,
              switch (type.toString()) {
                case "A" -> "192.0.2." + i;
                case "AAAA" -> "2001:db8::" + i;
                case "MX" -> i + " " + host;
                case "SRV" -> i + " 0 53 " + host;
                case "SVCB", "HTTPS" -> (random.nextInt(4) == 0 ? 0 : i) + " " + host;
                case "SOA" -> host + " " + host + " 1 2 3 4 " + i;
                default -> host;
              })
          .octets());
    }
    return RRset.of(RandomZone.name(random, 0), type, 300 + random.nextInt(3), rdatas);
  }

  private static RecordType type(Random random) {
    return random.nextInt(2) == 0
        ? MORE_TYPES.get(random.nextInt(MORE_TYPES.size()))
        : RandomZone.type(random);
  }
}
