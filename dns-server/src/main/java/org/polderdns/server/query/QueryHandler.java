package org.polderdns.server.query;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.ReadySource;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.WaitingSource;
import org.polderdns.dnssec.OnlineStage;
import org.polderdns.dnssec.online.ZoneSigningException;
import org.polderdns.records.RdataFormats;
import org.polderdns.server.cache.PacketCache;
import org.polderdns.server.net.MessageHandler;
import org.polderdns.server.net.Peer;
import org.polderdns.server.stats.BurstLog;
import org.polderdns.server.stats.Counter;
import org.polderdns.server.stats.CounterLane;
import org.polderdns.server.stats.Counters;
import org.polderdns.wire.EdnsOption;
import org.polderdns.wire.Flags;
import org.polderdns.wire.MessageWriter;
import org.polderdns.wire.Name;
import org.polderdns.wire.OctetWriter;
import org.polderdns.wire.Octets;
import org.polderdns.wire.Opcode;
import org.polderdns.wire.Query;
import org.polderdns.wire.Rcode;
import org.polderdns.wire.RdataLayout;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneView;
import org.polderdns.zone.answer.Answer;
import org.polderdns.zone.answer.AnswerEncoder;
import org.polderdns.zone.answer.Answerer;
import org.polderdns.zone.compiled.DirectAnswers;

/**
 * Answers questions out of the zones served.
 *
 * <p>Responses are dropped, and so is what is shorter than a header. All else is answered: FORMERR,
 * NOTIMP, BADVERS for what is not understood, REFUSED for zones not served, SERVFAIL for what a
 * store or this program could not do.
 */
public final class QueryHandler implements MessageHandler {
  private static final BurstLog LOG = new BurstLog(System.getLogger(QueryHandler.class.getName()));

  private static final int NOERROR = 0;
  private static final int SERVFAIL = 2;
  private static final int NXDOMAIN = 3;
  private static final int REFUSED = 5;

  private final Zones zones;
  private final @Nullable PacketCache cache;
  private final QueryOptions options;
  private final Counters counters;
  private final Chaos chaos;
  private final Octets nsid;
  private final AnswerEncoder encoder;

  /** A handler that has every question answered anew. */
  public QueryHandler(Zones zones, QueryOptions options, Counters counters) {
    this(zones, null, options, counters);
  }

  /** A handler that keeps the replies for which a store was asked. */
  public QueryHandler(Zones zones, QueryOptions options, Counters counters, PacketCache cache) {
    this(zones, cache, options, counters);
  }

  private QueryHandler(
      Zones zones, @Nullable PacketCache cache, QueryOptions options, Counters counters) {
    this.zones = zones;
    this.cache = cache;
    this.options = options;
    this.counters = counters;
    this.chaos = new Chaos(options);
    this.nsid = Octets.wrap(options.serverId().getBytes(StandardCharsets.UTF_8));
    this.encoder = new AnswerEncoder(RdataFormats.layouts(), options.udpLimit(), nsid);
  }

  @Override
  public Session newSession() {
    return new QuerySession(zones);
  }

  private final class QuerySession implements Session {
    private final CounterLane counters = QueryHandler.this.counters.newLane();
    private final ReadySource ready;
    private final Answerer readyAnswerer;
    private final WaitingSource waiting;
    private final List<Name> expected = new ArrayList<>();
    private int expectedLeft;
    private final Answerer waitingAnswerer;
    private final @Nullable DirectAnswers direct;
    private final PacketCache.@Nullable Session cached;
    private final OnlineStage dnssec = new OnlineStage();
    private final Query query = new Query();
    private final Answer answer = new Answer();
    private final OctetWriter octets = new OctetWriter(new byte[MAX_REPLY], 0, MAX_REPLY);
    private final MessageWriter writer = new MessageWriter(octets);

    QuerySession(Zones zones) {
      this.ready = zones.newReadySource();
      this.readyAnswerer = new Answerer(ready, options.answers());
      this.cached = cache == null ? null : cache.newSession(counters);
      this.waiting = zones.newSource();
      this.waitingAnswerer = new Answerer(waiting, options.answers());
      this.direct = zones
          .tables()
          .map(tables -> new DirectAnswers(
              tables, zones.newKnownZones(), options.answers(), options.udpLimit()))
          .orElse(null);
    }

    @Override
    public void expect(byte[] in, int[] bounds, int count) {
      if (direct != null) {
        direct.expect(in, bounds, count);
      }
      if (cached != null) {
        cached.expect(in, bounds, direct == null || direct.expectsHeld() ? count : 0);
      }
    }

    @Override
    public void expectWaiting(List<byte[]> messages) {
      expected.clear();
      for (int i = 0; i < messages.size(); i++) {
        byte[] message = messages.get(i);
        if (query.read(message, 0, message.length) == Query.Outcome.OK) {
          expected.add(query.qname());
        }
      }
      askStores();
      expectedLeft = messages.size();
    }

    private void askStores() {
      if (cached != null) {
        cached.ask();
      }
      waiting.expect(expected);
    }

    @Override
    public int answer(
        byte[] in,
        int from,
        int to,
        boolean tcp,
        Peer client,
        boolean mayWait,
        byte[] out,
        int at) {
      octets.reset(out, at, at + MAX_REPLY);
      if (mayWait && --expectedLeft < 0) {
        expectedLeft = 0;
        expected.clear();
        askStores();
      }
      Query.Outcome outcome = query.read(in, from, to);
      if (outcome == Query.Outcome.DROP) {
        counters.count(Counter.CORRUPT_PACKETS);
        return NO_REPLY;
      }
      try {
        return reply(outcome, tcp, mayWait, out, at);
      } catch (StoreException e) {
        LOG.warn("event=store-failed peer=" + client.address() + " error=" + e.getMessage());
      } catch (ZoneSigningException e) {
        LOG.warn("event=not-signed qname=" + query.qname() + " error=" + e.getMessage());
      } catch (Throwable e) {
        // A fault of ours: this client gets SERVFAIL, the thread lives on.
        counters.count(Counter.HANDLING_ERRORS);
        LOG.error("event=question-failed peer=" + client.address() + " error=" + e, e);
      }
      counters.count(Counter.SERVFAIL_PACKETS);
      return refuse(Rcode.SERVFAIL, tcp);
    }

    private int reply(Query.Outcome outcome, boolean tcp, boolean mayWait, byte[] out, int at) {
      switch (outcome) {
        case FORMERR -> {
          counters.count(Counter.CORRUPT_PACKETS);
          return refuse(Rcode.FORMERR, tcp);
        }
        case NOTIMP -> {
          return refuse(Rcode.NOTIMP, tcp);
        }
        case BADVERS -> {
          return refuse(Rcode.BADVERS, tcp);
        }
        default -> {}
      }
      if (query.hasTsig()) {
        return TsigRefusal.write(query, writer, limit(tcp));
      }
      if (query.opcode() == Opcode.NOTIFY.code()) {
        return refuse(Rcode.NOTAUTH, tcp); // a secondary of nothing, as Knot and BIND say it
      }
      if (query.opcode() == Opcode.UPDATE.code()) {
        return refuseForZone(tcp, mayWait);
      }
      return question(tcp, mayWait, out, at);
    }

    private int question(boolean tcp, boolean mayWait, byte[] out, int at) {
      if (!mayWait) { // what comes with leave to wait was seen without it before
        if ((query.flags() & Flags.RD) != 0) {
          counters.count(Counter.RD_QUERIES);
        }
        if (query.dnssecOk() && !tcp) {
          counters.count(Counter.UDP_DO_QUERIES);
        }
      }
      if (direct != null && !sendsNsid()) {
        int length = direct.answer(query, tcp, out, at);
        if (length != DirectAnswers.NOT_DIRECT) {
          count(direct.rcode());
          return length;
        }
      }
      RecordClass qclass = query.qclass();
      if (qclass.equals(RecordClass.CH)) {
        return chaos(tcp);
      }
      if (!qclass.equals(RecordClass.IN) && !qclass.equals(RecordClass.ANY)) {
        return refuse(Rcode.REFUSED, tcp);
      }
      RecordType qtype = query.qtype();
      if (qtype == RecordType.AXFR && !tcp) {
        return refuse(Rcode.NOTIMP, tcp); // RFC 5936 §4.2 defines no such thing
      }
      if (qtype == RecordType.AXFR || qtype == RecordType.IXFR) {
        return refuseForZone(tcp, mayWait);
      }
      if (cached != null) {
        int length = cached.find(query, tcp, out, at);
        if (length != PacketCache.NONE) {
          count(out[at + 3] & Flags.RCODE);
          return length;
        }
        if (mayWait) {
          cached.countMiss();
        }
      }
      if (!mayWait && direct != null && !sendsNsid()) {
        int length = direct.answerKnown(query, tcp, out, at);
        if (length != DirectAnswers.NOT_DIRECT) {
          if (cached != null) {
            cached.countMiss();
          }
          count(direct.rcode());
          return length;
        }
      }
      ready.begin();
      Answerer answerer = mayWait ? waitingAnswerer : readyAnswerer;
      answerer.answer(query.qname(), qtype, qclass, tcp, answer);
      if (!mayWait && ready.isIncomplete()) {
        return LATER;
      }
      if (query.dnssecOk()) {
        dnssec.complete(answer);
      }
      count(answer.rcode().code());
      int length = encoder.encode(query, answer, tcp, writer);
      if (cached != null && mayWait) {
        cached.add(out, at, length);
      }
      return length;
    }

    private boolean sendsNsid() {
      return query.wantsNsid() && nsid.length() > 0;
    }

    private void count(int rcode) {
      switch (rcode) {
        case NOERROR -> counters.count(Counter.NOERROR_PACKETS);
        case NXDOMAIN -> counters.count(Counter.NXDOMAIN_PACKETS);
        case REFUSED -> counters.count(Counter.UNAUTH_PACKETS);
        case SERVFAIL -> counters.count(Counter.SERVFAIL_PACKETS);
        default -> {}
      }
    }

    /** What concerns a zone as a whole is refused: REFUSED if it is served, else NOTAUTH. */
    private int refuseForZone(boolean tcp, boolean mayWait) {
      Name qname = query.qname();
      ready.begin();
      Optional<ZoneView> zone = (mayWait ? waiting : ready).zone(qname);
      if (!mayWait && ready.isIncomplete()) {
        return LATER;
      }
      boolean served = zone.isPresent() && zone.get().apex().equals(qname);
      return refuse(served ? Rcode.REFUSED : Rcode.NOTAUTH, tcp);
    }

    private int chaos(boolean tcp) {
      Name qname = query.qname();
      Optional<Octets> text = chaos.answer(qname, query.qtype());
      if (text.isEmpty()) {
        return refuse(Rcode.REFUSED, tcp);
      }
      if (text.get().length() == 0) {
        return refuse(Rcode.SERVFAIL, tcp); // version-string=anonymous
      }
      writer.begin(query, limit(tcp));
      if (query.hasEdns()) {
        writer.reserve(MessageWriter.OPT_LENGTH + (query.wantsNsid() ? 4 + nsid.length() : 0));
      }
      writer.section(MessageWriter.ANSWER);
      writer.record(
          qname, RecordType.TXT, RecordClass.CH, Chaos.TTL, text.get(), RdataLayout.OPAQUE);
      if (query.hasEdns()) {
        writer.opt(options.udpLimit(), Rcode.NOERROR, query.dnssecOk());
        if (query.wantsNsid()) {
          writer.option(EdnsOption.NSID, nsid);
        }
      }
      int flags = Flags.QR | Flags.AA | query.flags() & Flags.RD;
      return writer.finish(flags, Rcode.NOERROR);
    }

    private int limit(boolean tcp) {
      return tcp ? MAX_REPLY : Math.min(query.payloadSize(), options.udpLimit());
    }

    /** A reply without records. */
    private int refuse(Rcode rcode, boolean tcp) {
      answer.reset();
      answer.rcode(rcode);
      return encoder.encode(query, answer, tcp, writer);
    }
  }
}
