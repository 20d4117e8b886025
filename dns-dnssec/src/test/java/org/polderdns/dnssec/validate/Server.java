package org.polderdns.dnssec.validate;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.polderdns.dnssec.OnlineStage;
import org.polderdns.dnssec.key.ZoneKeys;
import org.polderdns.dnssec.zone.SigningOptions;
import org.polderdns.dnssec.zone.ZoneSigner;
import org.polderdns.records.RRset;
import org.polderdns.records.RdataFormats;
import org.polderdns.wire.Message;
import org.polderdns.wire.MessageWriter;
import org.polderdns.wire.Name;
import org.polderdns.wire.OctetWriter;
import org.polderdns.wire.Octets;
import org.polderdns.wire.Query;
import org.polderdns.wire.Question;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneSet;
import org.polderdns.zone.ZoneTree;
import org.polderdns.zone.ZoneView;
import org.polderdns.zone.answer.Answer;
import org.polderdns.zone.answer.AnswerEncoder;
import org.polderdns.zone.answer.AnswerOptions;
import org.polderdns.zone.answer.Answerer;

/** The answers that a server of some signed zones gives over TCP to those who set DO. */
public final class Server implements AnswerSource {
  private static final AnswerOptions OPTIONS = new AnswerOptions(false, true, true, 16);

  private final Answerer answerer;
  private final OnlineStage stage = new OnlineStage();
  private final AnswerEncoder encoder =
      new AnswerEncoder(RdataFormats.layouts(), 1232, Octets.EMPTY);
  private final MessageWriter out = new MessageWriter(new OctetWriter(OctetWriter.MAX_MESSAGE));
  private final Query query = new Query();
  private final Answer answer = new Answer();

  private Server(Answerer answerer) {
    this.answerer = answerer;
  }

  public static Server of(ZoneView... zones) {
    return new Server(new Answerer(ZoneSet.of(zones), OPTIONS));
  }

  /** A zone's data, signed. */
  public static ZoneTree sign(
      Name apex, Collection<RRset> data, ZoneKeys keys, SigningOptions options) {
    Map<List<Object>, RRset> all = new LinkedHashMap<>();
    ZoneSigner.of(apex, keys, options)
        .sign(List.copyOf(ZoneTree.of(apex, data).nodes()))
        .forEach(rrset -> all.merge(
            List.of(rrset.owner(), rrset.type()), rrset, Server::joined)); // the RRSIGs of a name
    return ZoneTree.of(apex, all.values());
  }

  private static RRset joined(RRset one, RRset other) {
    RRset all = one;
    for (Octets rdata : other.rdatas()) {
      all = all.plus(rdata);
    }
    return all;
  }

  @Override
  public Optional<Message> ask(Question question) {
    return Optional.of(ask(question.name(), question.type()));
  }

  public Message ask(Name name, RecordType type) {
    byte[] asked = new org.polderdns.zone.scenario.Question(
            name, type, RecordClass.IN, true, true, 1232)
        .toMessage();
    query.read(asked, 0, asked.length);
    answerer.answer(query.qname(), query.qtype(), query.qclass(), true, answer);
    stage.complete(answer);
    int length = encoder.encode(query, answer, true, out);
    return Message.parse(Arrays.copyOf(out.octets().array(), length), RdataFormats.layouts());
  }

  /** What was decided on the last question. */
  public Answer lastAnswer() {
    return answer;
  }
}
