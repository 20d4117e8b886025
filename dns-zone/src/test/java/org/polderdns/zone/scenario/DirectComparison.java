package org.polderdns.zone.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.polderdns.wire.Name;
import org.polderdns.wire.Query;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.ZoneSet;
import org.polderdns.zone.ZoneTree;
import org.polderdns.zone.answer.AnswerOptions;
import org.polderdns.zone.answer.DnssecStage;
import org.polderdns.zone.change.Changeset;
import org.polderdns.zone.compiled.CompiledZone;
import org.polderdns.zone.compiled.DirectAnswers;
import org.polderdns.zone.compiled.ZoneTable;
import org.polderdns.zone.compiled.ZoneTables;

/**
 * Asks the same questions of compiled zones, directly and in the general way, and of the trees that
 * they are to be equal to.
 */
public final class DirectComparison {
  private static final int LIMIT = 1232;
  private static final int AT = 3; // not every reply begins where its array does

  private final ScenarioRunner trees;
  private final ScenarioRunner compiled;
  private final DirectAnswers direct;
  private final DirectAnswers known;
  private final DirectAnswers partlyKnown;
  private final Query query = new Query();
  private final byte[] out = new byte[AT + 65535];
  private long asked;
  private long answeredByKnown;

  /**
   * @param stage for one of the general ways each, as it is for one thread and one answer
   */
  public DirectComparison(
      Collection<ZoneTree> zones, ZoneTable table, AnswerOptions options, DnssecStage stage) {
    this.trees = new ScenarioRunner(ZoneSet.of(zones), options, stage);
    this.compiled = new ScenarioRunner(table, options, stage);
    this.direct = new DirectAnswers(ZoneTables.of(List.of(table)), options, LIMIT);
    this.known = known(zones, name -> true, options);
    this.partlyKnown = known(zones, name -> name.hashCode() % 5 != 0, options);
  }

  private static DirectAnswers known(
      Collection<ZoneTree> zones, Predicate<Name> known, AnswerOptions options) {
    KnownTrees trees = new KnownTrees(zones, known);
    return new DirectAnswers(ZoneTables.of(List.of(trees.places())), trees, options, LIMIT);
  }

  /** How many questions were answered by what is known of zones that hold their place only. */
  public long answeredByKnown() {
    return answeredByKnown;
  }

  /** Compares the replies to a question; false if the direct way had none. */
  public boolean ask(Question question, String what) {
    Reply expected = trees.ask(question);
    assertThat(compiled.ask(question).toString()).as(what).isEqualTo(expected.toString());
    byte[] message = question.toMessage();
    assertThat(query.read(message, 0, message.length)).isEqualTo(Query.Outcome.OK);
    expect(message);
    int length = direct.answer(query, question.tcp(), out, AT);
    boolean isDirect = length != DirectAnswers.NOT_DIRECT;
    if (isDirect) {
      check(length, question, expected, what);
    }
    if (askKnown(known, question, expected, what)) {
      answeredByKnown++;
    }
    askKnown(partlyKnown, question, expected, "partly known, " + what);
    return isDirect;
  }

  private boolean askKnown(DirectAnswers of, Question question, Reply expected, String what) {
    int length = of.answer(query, question.tcp(), out, AT);
    if (length == DirectAnswers.NOT_DIRECT) {
      length = of.answerKnown(query, question.tcp(), out, AT);
    }
    if (length == DirectAnswers.NOT_DIRECT) {
      return false;
    }
    check(length, question, expected, "known, " + what);
    return true;
  }

  private void check(int length, Question question, Reply due, String what) {
    Reply expected = due;
    if (!question.tcp()) {
      assertThat(length)
          .as(what)
          .isLessThanOrEqualTo(Math.max(512, Math.min(LIMIT, question.size())));
    }
    byte[] reply = Arrays.copyOfRange(out, AT, AT + length);
    String found = lower(Reply.read(reply, length, question));
    if (expected.header().contains(" tc")) {
      Question unlimited = new Question(
          question.name(),
          question.type(),
          question.rclass(),
          true,
          question.dnssecOk(),
          question.size());
      expected = trees.ask(unlimited); // better compressed, it fits
    }
    assertThat(found).as(what).isEqualTo(lower(expected));
  }

  /** Every other question is told of before, among octets that are no message. */
  private void expect(byte[] message) {
    asked++;
    if (asked % 2 == 0) {
      int middle = (int) (asked / 2 % message.length);
      int[] bounds = {middle, message.length, 0, middle / 2, 0, message.length, 1, message.length};
      direct.expect(message, bounds, bounds.length / 2);
    }
  }

  /** Which of several names with the same meaning a name is compressed against decides its case. */
  private static String lower(Reply reply) {
    List<List<String>> sections = reply.sections().stream()
        .map(records -> records.stream()
            .map(record -> record.toLowerCase(Locale.ROOT))
            .sorted()
            .toList())
        .toList();
    return new Reply(reply.header(), sections).toString();
  }

  /** The compiled forms of trees. */
  public static ZoneTable compile(Collection<ZoneTree> trees) {
    ZoneTable table = new ZoneTable();
    for (ZoneTree tree : trees) {
      table.put(CompiledZone.of(
          tree.apex(),
          tree.nodes().stream().flatMap(node -> node.rrsets().stream()).toList()));
    }
    return table;
  }

  /** The changes that make of one zone's version another. */
  public static Changeset difference(ZoneTree from, ZoneTree to) {
    Changeset.Builder changes = Changeset.of(from.apex());
    for (ZoneNode node : from.nodes()) {
      if (to.node(node.name()).map(ZoneNode::rrsets).orElse(List.of()).isEmpty()) {
        changes.deleteName(node.name());
      }
    }
    for (ZoneNode node : to.nodes()) {
      if (!node.rrsets().isEmpty()) {
        changes.deleteName(node.name());
        node.rrsets().forEach(changes::add);
      }
    }
    return changes.build();
  }
}
