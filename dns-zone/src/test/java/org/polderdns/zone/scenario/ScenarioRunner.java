package org.polderdns.zone.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.polderdns.records.RdataFormats;
import org.polderdns.wire.MessageWriter;
import org.polderdns.wire.OctetWriter;
import org.polderdns.wire.Octets;
import org.polderdns.wire.Query;
import org.polderdns.wire.Rcode;
import org.polderdns.zone.ZoneSource;
import org.polderdns.zone.answer.Answer;
import org.polderdns.zone.answer.AnswerEncoder;
import org.polderdns.zone.answer.AnswerOptions;
import org.polderdns.zone.answer.Answerer;
import org.polderdns.zone.answer.DnssecStage;

/**
 * Asks the questions of scenarios, from octets to octets. A store's tests put the zones of a
 * scenario into the store and run it:
 *
 * <pre>{@code
 * @ParameterizedTest
 * @MethodSource("scenarios") // Scenario.all(Scenario.class, "scenarios")
 * void answers(Scenario scenario) {
 *   new ScenarioRunner(store.with(scenario.zones()), scenario.options(), answer -> {}).run(scenario);
 * }
 * }</pre>
 */
public final class ScenarioRunner {
  private final Answerer answerer;
  private final DnssecStage dnssec;
  private final AnswerEncoder encoder =
      new AnswerEncoder(RdataFormats.layouts(), 1232, Octets.EMPTY);
  private final Answer answer = new Answer();
  private final Query query = new Query();
  private final MessageWriter out = new MessageWriter(new OctetWriter(OctetWriter.MAX_MESSAGE));

  public ScenarioRunner(ZoneSource zones, AnswerOptions options, DnssecStage dnssec) {
    this.answerer = new Answerer(zones, options);
    this.dnssec = dnssec;
  }

  public void run(Scenario scenario) {
    for (Exchange exchange : scenario.exchanges()) {
      Reply reply = ask(exchange.question()).comparedWith(exchange.expected());
      assertThat(reply.toString())
          .as("%s:%d", scenario.path(), exchange.line())
          .isEqualTo(exchange.expected().toString());
    }
  }

  /** The reply to one question. */
  public Reply ask(Question question) {
    byte[] message = question.toMessage();
    Query.Outcome outcome = query.read(message, 0, message.length);
    assertThat(outcome).isEqualTo(Query.Outcome.OK);
    answerer.answer(query.qname(), query.qtype(), query.qclass(), question.tcp(), answer);
    if (query.dnssecOk()) {
      dnssec.complete(answer);
    }
    int length = encoder.encode(query, answer, question.tcp(), out);
    assertThat(answer.rcode()).isNotEqualTo(Rcode.SERVFAIL);
    if (!question.tcp()) {
      assertThat(length).isLessThanOrEqualTo(Math.max(512, Math.min(1232, question.size())));
    }
    return Reply.read(out.octets().array(), length, question);
  }

  /** What was decided on the last question. */
  public Answer lastAnswer() {
    return answer;
  }
}
