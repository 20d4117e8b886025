package org.polderdns.zone.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.Rcode;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;
import org.polderdns.wire.Section;
import org.polderdns.zone.ZoneSet;
import org.polderdns.zone.ZoneTree;
import org.polderdns.zone.scenario.Question;
import org.polderdns.zone.scenario.RandomZone;
import org.polderdns.zone.scenario.Reply;
import org.polderdns.zone.scenario.ScenarioRunner;

/** Compares answers from random zones with what the definitions of the RFCs say of the RRsets. */
class AnswerPropertyTest {
  private static final AnswerOptions OPTIONS = new AnswerOptions(false, true, true, 16);

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void answersFollowFromTheDefinitions(long seed) {
    Random random = new Random(seed);
    Answer answer = new Answer();
    for (int zone = 0; zone < 500; zone++) {
      List<RRset> rrsets = RandomZone.rrsets(random);
      ZoneTree tree = ZoneTree.of(RandomZone.APEX, rrsets);
      Answerer answerer = new Answerer(ZoneSet.of(tree), OPTIONS);
      ScenarioRunner wire = new ScenarioRunner(ZoneSet.of(tree), OPTIONS, unused -> {});
      for (int i = 0; i < 40; i++) {
        Name qname = RandomZone.name(random, 0);
        RecordType qtype = RandomZone.type(random);
        answerer.answer(qname, qtype, RecordClass.IN, true, answer);
        assertThat(describe(answer))
            .as("seed %d: %s %s in %s", seed, qname, qtype, rrsets)
            .isEqualTo(new Definition(rrsets).answer(qname, qtype));
        assertThat(wire.ask(new Question(qname, qtype, RecordClass.IN, false, false, 0)))
            .isInstanceOf(Reply.class);
      }
    }
  }

  private static String describe(Answer answer) {
    Set<String> records = new LinkedHashSet<>();
    for (AnswerRRset one : answer.section(Section.ANSWER)) {
      assertThat(records.add(one.owner().canonical() + " " + one.rrset().type()))
          .isTrue();
    }
    List<AnswerRRset> authority = answer.section(Section.AUTHORITY);
    assertThat(authority.size()).isLessThanOrEqualTo(1);
    String end = authority.isEmpty()
        ? ""
        : authority.get(0).rrset().type() + " of " + authority.get(0).owner().canonical();
    return answer.rcode() + (answer.authoritative() ? " aa " : " ") + records + " " + end;
  }

  /** The same by looking through all RRsets each time, as the RFCs define the words. */
  private record Definition(List<RRset> rrsets) {
    String answer(Name qname, RecordType qtype) {
      List<String> records = new ArrayList<>();
      Name name = qname;
      for (int links = 0; ; links++) {
        Name at = name;
        if (links > OPTIONS.maxChain() || !at.isAtOrBelow(RandomZone.APEX)) {
          return end(Rcode.NOERROR, true, records, "");
        }
        Optional<Name> cut = topmost(at, RecordType.NS, false);
        Optional<Name> dname = topmost(at, RecordType.DNAME, true);
        if (dname.isPresent()
            && (cut.isEmpty() || dname.get().labelCount() < cut.get().labelCount())) {
          add(records, dname.get(), RecordType.DNAME);
          Optional<Name> made =
              at.replaceSuffix(dname.get(), target(dname.get(), RecordType.DNAME));
          if (made.isEmpty()) {
            return end(Rcode.YXDOMAIN, true, records, "");
          }
          if (!add(records, at, RecordType.CNAME) || qtype == RecordType.CNAME) {
            return end(Rcode.NOERROR, true, records, "");
          }
          name = made.get();
          continue;
        }
        Name source = at;
        if (cut.isPresent()) {
          if (qtype != RecordType.DS || !cut.get().equals(at)) {
            return end(
                Rcode.NOERROR, !records.isEmpty(), records, "NS of " + cut.get().canonical());
          }
        } else if (!exists(at)) {
          Name encloser = at.parent();
          while (!exists(encloser)) {
            encloser = encloser.parent();
          }
          source = encloser.wildcardChild();
          if (!exists(source)) {
            return end(Rcode.NXDOMAIN, true, records, "SOA of z.");
          }
        }
        List<RecordType> matching = new ArrayList<>();
        for (RRset rrset : rrsets) {
          if (rrset.owner().equals(source) && (qtype == RecordType.ANY || rrset.type() == qtype)) {
            matching.add(rrset.type());
          }
        }
        boolean mayStandBeside = qtype == RecordType.RRSIG || qtype == RecordType.NSEC;
        if (matching.isEmpty() && !mayStandBeside && has(source, RecordType.CNAME)) {
          if (!add(records, at, RecordType.CNAME)) {
            return end(Rcode.NOERROR, true, records, "");
          }
          name = target(source, RecordType.CNAME);
          continue;
        }
        for (RecordType type : matching) {
          add(records, at, type);
        }
        return end(Rcode.NOERROR, true, records, matching.isEmpty() ? "SOA of z." : "");
      }
    }

    private static String end(Rcode rcode, boolean aa, List<String> records, String authority) {
      return rcode + (aa ? " aa " : " ") + new LinkedHashSet<>(records) + " " + authority;
    }

    private static boolean add(List<String> records, Name owner, RecordType type) {
      String record = owner.canonical() + " " + type;
      return !records.contains(record) && records.add(record);
    }

    /** Of the names from below the apex (for a DNAME, from it) to {@code name} the first with it. */
    private Optional<Name> topmost(Name name, RecordType type, boolean above) {
      int least = above ? RandomZone.APEX.labelCount() : RandomZone.APEX.labelCount() + 1;
      int most = above ? name.labelCount() - 1 : name.labelCount();
      for (int labels = least; labels <= most; labels++) {
        if (has(name.suffix(labels), type)) {
          return Optional.of(name.suffix(labels));
        }
      }
      return Optional.empty();
    }

    private boolean has(Name name, RecordType type) {
      return rrsets.stream().anyMatch(rr -> rr.owner().equals(name) && rr.type() == type);
    }

    private boolean exists(Name name) {
      return rrsets.stream().anyMatch(rr -> rr.owner().isAtOrBelow(name));
    }

    private Name target(Name owner, RecordType type) {
      return rrsets.stream()
          .filter(rr -> rr.owner().equals(owner) && rr.type() == type)
          .map(rr -> Name.ofWire(rr.rdatas().get(0)))
          .findFirst()
          .orElseThrow();
    }
  }
}
