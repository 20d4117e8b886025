package org.polderdns.zone.compiled;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polderdns.wire.Query;
import org.polderdns.wire.Rcode;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.Search;
import org.polderdns.zone.ZoneView;
import org.polderdns.zone.answer.AnswerOptions;

/**
 * Answers questions from compiled zones straight from octets to octets, without making an object:
 * what {@link org.polderdns.zone.answer.Answerer} decides, read off the layout. It takes the shapes
 * that questions mostly have, and says so when one is not among them (a DNAME, ANY, an alias of SVCB, a chain through several zones, a response that has to be truncated); that one is
 * for the general way.
 *
 * <pre>{@code
 * DirectAnswers direct = new DirectAnswers(zones, AnswerOptions.DEFAULT, 1232);
 * int length = direct.answer(query, false, out, 0);
 * if (length == DirectAnswers.NOT_DIRECT) { ... }
 * }</pre>
 *
 * <p>For one thread; the zones may be shared.
 */
public final class DirectAnswers {
  /** Returned when the question is not one that can be answered so. */
  public static final int NOT_DIRECT = -1;

  private static final int MAX_LINKS = 8;
  private static final int MAX_HOSTS = 32;
  private static final int FIRST_META = 249; // TKEY, TSIG, IXFR, AXFR, MAILB, MAILA, ANY
  private static final int LAST_META = 255;
  private static final int QUESTION_NAME = 12; // where it stands in a message

  private final ZoneTables zones;
  private final KnownZones known;
  private final KnownNodes knownNodes = new KnownNodes();
  private final AnswerOptions options;
  private final ReplyWriter reply;
  private final DirectProofs proofs;
  private final Walk walk = new Walk();
  private final Walk hostWalk = new Walk();
  private final NameKey hostName = new NameKey();
  private final LookAhead ahead;
  private @Nullable HeldPlace held; // the zone of the last question, if it is one that may be known
  private final NameKey[] keys = new NameKey[MAX_LINKS + 1 + LookAhead.MOST];
  private int first; // which key is that of the question
  private final int[] hosts = new int[MAX_HOSTS];
  private int hostCount;
  private int rcode;
  private boolean authoritative;

  // The RRsets with hosts whose addresses are to be added: where they are, and where in the
  // message.
  private byte[] referral = {};
  private int referralRRset;
  private int referralAt;
  private byte[] found = {};
  private int foundRRset;
  private int foundAt;
  private int ownerPlace;
  private int ownerAt;

  /** The same if nothing is known of zones that are not compiled. */
  public DirectAnswers(ZoneTables zones, AnswerOptions options, int udpLimit) {
    this(zones, KnownZones.NONE, options, udpLimit);
  }

  /**
   * @param zones all zones that are served
   * @param known what is known of those that are not compiled
   * @param udpLimit octets of a UDP response at most, whatever the client offers
   */
  public DirectAnswers(ZoneTables zones, KnownZones known, AnswerOptions options, int udpLimit) {
    this.zones = zones;
    this.known = known;
    this.options = options;
    this.reply = new ReplyWriter(udpLimit);
    this.proofs = new DirectProofs(reply);
    this.ahead = new LookAhead(zones);
    for (int i = 0; i <= MAX_LINKS; i++) {
      keys[i] = new NameKey();
    }
    for (int i = 0; i < LookAhead.MOST; i++) {
      keys[MAX_LINKS + 1 + i] = ahead.key(i);
    }
  }

  /**
   * Tells of questions that {@link #answer} is going to be called for, in this order: waiting for
   * memory is done for all of them at once. Their octets have to stay as they are until then.
   *
   * @param bounds where each message begins and ends, in turn; nothing about them need be right
   */
  public void expect(byte[] messages, int[] bounds, int count) {
    ahead.expect(messages, bounds, count);
  }

  /** Whether a question that was told of is about a zone that only holds its place. */
  public boolean expectsHeld() {
    return ahead.seesHeld();
  }

  /** The response code of the last answer. */
  public int rcode() {
    return rcode;
  }

  /**
   * Answers a question that was read without an error.
   *
   * @param tcp whether the only limit is that of a message
   * @param out receives the response, from {@code at} on; what is there means nothing if there is
   *     none
   * @return octets of the response, or {@link #NOT_DIRECT}
   */
  public int answer(Query query, boolean tcp, byte[] out, int at) {
    held = null;
    int type = query.qtypeCode();
    if (query.qclassCode() != RecordClass.IN.code()
        || type >= FIRST_META && type <= LAST_META
        || type == RecordType.RRSIG.code()) {
      return NOT_DIRECT;
    }
    int expected = ahead.find(query.octets(), query.start());
    first = expected < 0 ? 0 : MAX_LINKS + 1 + expected;
    NameKey name = keys[first];
    if (expected < 0) {
      name.set(query.octets(), query.start() + QUESTION_NAME, query.questionLength() - 4);
    }
    ZoneView view = expected < 0 ? zones.find(name) : ahead.zone(expected);
    if (view != null
        && type == RecordType.DS.code()
        && name.labels() == view.apex().labelCount()) {
      return NOT_DIRECT; // perhaps the zone above has it
    }
    if (view instanceof HeldPlace place) {
      held = place;
      return NOT_DIRECT;
    }
    reply.begin(query, tcp, out, at);
    if (view == null) {
      known.nowhere();
      rcode = Rcode.REFUSED.code();
      return reply.finish(query, false, rcode);
    }
    if (view instanceof Unavailable) {
      rcode = Rcode.SERVFAIL.code();
      return reply.finish(query, false, rcode);
    }
    return view instanceof CompiledZone zone ? answer(zone, view, query) : NOT_DIRECT;
  }

  /**
   * Answers the question for which {@link #answer} was called last, and was not direct, if it is
   * about a zone that only holds its place, by what is known of it.
   *
   * @return as that
   */
  public int answerKnown(Query query, boolean tcp, byte[] out, int at) {
    HeldPlace place = held;
    int type = query.qtypeCode();
    if (place == null
        || type == RecordType.NSEC.code()
        || type
            == RecordType.NSEC3PARAM.code()) { // perhaps made where the zone is signed elsewhere
      return NOT_DIRECT;
    }
    Optional<KnownZones.Finder> finder = known.open(place);
    if (finder.isEmpty() || !knownNodes.begin(place, finder.get(), keys[first])) {
      return NOT_DIRECT;
    }
    reply.begin(query, tcp, out, at);
    int length = answer(knownNodes, place, query);
    if (length != NOT_DIRECT) {
      finder.get().answered();
    }
    return length;
  }

  private int answer(LaidOutZone zone, ZoneView view, Query query) {
    rcode = 0;
    authoritative = true;
    referralRRset = 0;
    foundRRset = 0;
    hostCount = 0;
    reply.zone(zone, QUESTION_NAME + keys[first].start(zone.apexLabels()));
    proofs.begin(zone, query.dnssecOk());
    follow(zone, view, query.qtypeCode());
    if (reply.failed()) {
      return NOT_DIRECT;
    }
    reply.section(ReplyWriter.AUTHORITY);
    proofs.write(keys);
    reply.section(ReplyWriter.ADDITIONAL);
    if (referralRRset != 0) {
      addresses(zone, referral, referralRRset, referralAt);
    }
    if (foundRRset != 0) {
      addresses(zone, found, foundRRset, foundAt);
    }
    if (reply.failed() || zone.isIncomplete()) {
      return NOT_DIRECT;
    }
    return reply.finish(query, authoritative, rcode);
  }

  private NameKey key(int link) {
    return keys[place(link)];
  }

  private int place(int link) {
    return link == 0 ? first : link;
  }

  /** The question's name and what its CNAMEs lead to, as long as that is in the same zone. */
  private void follow(LaidOutZone zone, ZoneView view, int type) {
    int nameAt = QUESTION_NAME;
    for (int link = 0; nameAt >= 0; link++) {
      if (link > MAX_LINKS || link > options.maxChain()) {
        reply.fail();
        return;
      }
      walk.to(zone, key(link), options.dnameProcessing());
      if (zone.isIncomplete()) {
        reply.fail();
        return;
      }
      switch (walk.outcome()) {
        case EXACT, WILDCARD -> nameAt = node(zone, view, type, link, nameAt);
        case DELEGATED -> {
          cut(zone, type, link, nameAt);
          return;
        }
        case ABSENT -> {
          rcode = Rcode.NXDOMAIN.code();
          negative(zone, link, DirectProofs.NAME_ABSENT);
          return;
        }
        case REDIRECTED -> {
          reply.fail();
          return;
        }
      }
      if (reply.failed()) {
        return;
      }
    }
  }

  /**
   * The name exists or a wildcard stands for it.
   *
   * @return where in the message the name stands that a CNAME leads to, -1 if there is none to follow
   */
  private int node(LaidOutZone zone, ZoneView view, int type, int link, int nameAt) {
    int place = walk.place();
    byte[] block = Chunks.array(zone.chunks(), place);
    int node = Chunks.offset(place);
    boolean wildcard = walk.outcome() == Search.Outcome.WILDCARD;
    int rrset = Blocks.find(block, node, type);
    boolean alias = false;
    if (rrset < 0 && type != RecordType.NSEC.code()) {
      rrset = Blocks.find(block, node, RecordType.CNAME.code());
      alias = true;
    }
    if (rrset < 0) {
      negative(zone, link, wildcard ? DirectProofs.WILDCARD_TYPE_ABSENT : DirectProofs.TYPE_ABSENT);
      return -1;
    }
    int begin = reply.rrset(block, rrset, nameAt);
    if (wildcard) {
      proofs.need(DirectProofs.WILDCARD_EXPANDED, place(link), walk.encloserLabels());
    }
    if (alias) {
      return alias(zone, view, type, block, rrset, link, begin);
    }
    boolean hosts = Blocks.targets(block, rrset) > 0
        || (Blocks.rrsetFlags(block, rrset) & Blocks.UNTARGETED) != 0;
    if (hosts && type != RecordType.CNAME.code()) {
      found = block;
      foundRRset = rrset;
      foundAt = begin;
      ownerPlace = place;
      ownerAt = nameAt;
    }
    return -1;
  }

  /** Where the name stands that a CNAME leads to, -1 if it is not in any of our zones. */
  private int alias(
      LaidOutZone zone, ZoneView view, int type, byte[] block, int rrset, int link, int begin) {
    if (reply.failed()
        || Blocks.records(block, rrset) != 1
        || link == MAX_LINKS
        || (Blocks.rrsetFlags(block, rrset) & Blocks.UNTARGETED) != 0) {
      reply.fail();
      return -1;
    }
    NameKey target = keys[link + 1];
    if (Blocks.targets(block, rrset) == 0) {
      int data = Blocks.data(block, rrset);
      target.set(block, data + 12, Words.net16(block, data + 10));
      if (options.resolveAcrossZones() && zones.find(target) != null) {
        reply.fail();
      }
      return -1;
    }
    int entry = Blocks.firstTarget(block, rrset);
    int length = Words.u8(block, entry + 2);
    target.set(block, entry + Blocks.TARGET_HEADER, length, zone.apexLower());
    if (options.resolveAcrossZones() && zones.find(target) != view
        || type == RecordType.DS.code() && target.labels() == zone.apexLabels()) {
      reply.fail();
      return -1;
    }
    int place = Words.u16(block, entry);
    return place == Blocks.NO_PLACE ? reply.apexOffset() : begin + place;
  }

  /** A referral, but for the DS of the cut, of which this side is the authority. */
  private void cut(LaidOutZone zone, int type, int link, int nameAt) {
    int place = walk.place();
    byte[] block = Chunks.array(zone.chunks(), place);
    int node = Chunks.offset(place);
    int labels = walk.encloserLabels();
    if (type == RecordType.DS.code() && labels == key(link).labels()) {
      int ds = Blocks.find(block, node, type);
      if (ds < 0) {
        negative(zone, link, DirectProofs.TYPE_ABSENT);
      } else {
        reply.rrset(block, ds, nameAt);
      }
      return;
    }
    authoritative = !reply.isEmpty(ReplyWriter.ANSWER);
    reply.section(ReplyWriter.AUTHORITY);
    int cutAt = nameAt + key(link).start(labels);
    int ns = Blocks.find(block, node, RecordType.NS.code());
    referralAt = reply.rrset(block, ns, cutAt);
    if (Blocks.targets(block, ns) > 0) {
      referral = block;
      referralRRset = ns;
    }
    int ds = Blocks.find(block, node, RecordType.DS.code());
    if (!proofs.wanted()) {
      return;
    }
    if (ds >= 0) {
      reply.rrset(block, ds, cutAt);
    } else {
      proofs.need(DirectProofs.TYPE_ABSENT, place(link), labels);
    }
  }

  /** The SOA, for as long as the answer may be remembered (RFC 2308 §3 and §5). */
  private void negative(LaidOutZone zone, int link, int proof) {
    reply.section(ReplyWriter.AUTHORITY);
    int place = zone.apexPlace();
    byte[] block = Chunks.array(zone.chunks(), place);
    int soa = Blocks.find(block, Chunks.offset(place), RecordType.SOA.code());
    if (soa < 0 || Blocks.records(block, soa) != 1) {
      reply.fail();
      return;
    }
    int data = Blocks.data(block, soa);
    int minimum = Words.net32(block, data + Blocks.dataLength(block, soa) - 4);
    int ttl = Words.net32(block, data + 6);
    int from = reply.offset();
    reply.rrset(block, soa, reply.apexOffset());
    if (!reply.failed() && Integer.compareUnsigned(minimum, ttl) < 0) {
      reply.ttl(from, minimum);
    }
    int labels = proof == DirectProofs.TYPE_ABSENT ? key(link).labels() : walk.encloserLabels();
    proofs.need(proof, place(link), labels);
  }

  /** The addresses of the hosts that an RRset names, as far as the zone has them. */
  private void addresses(LaidOutZone zone, byte[] block, int rrset, int begin) {
    if ((Blocks.rrsetFlags(block, rrset) & Blocks.UNTARGETED) != 0) {
      reply.fail();
      return;
    }
    int target = Blocks.firstTarget(block, rrset);
    for (int left = Blocks.targets(block, rrset); left > 0 && !reply.failed(); left--) {
      if ((Words.u8(block, target + 3) & Blocks.OWNER) != 0) {
        host(zone, ownerPlace, ownerAt);
      } else {
        int place = visible(zone, block, target);
        int at = Words.u16(block, target);
        if (place != 0) {
          host(zone, place, at == Blocks.NO_PLACE ? reply.apexOffset() : begin + at);
        }
      }
      target = Blocks.nextTarget(block, target);
    }
  }

  /** The place of a target's node, 0 if there is none that counts. */
  private int visible(LaidOutZone zone, byte[] block, int target) {
    int length = Words.u8(block, target + 2);
    if (!zone.hasHiddenNames()) {
      int place =
          zone.place(Words.s64(block, target + 4), block, target + Blocks.TARGET_HEADER, length);
      if (place == 0 && zone.hasWildcards()) {
        reply.fail(); // one may stand for the host
      }
      return place;
    }
    hostName.set(block, target + Blocks.TARGET_HEADER, length, zone.apexLower());
    hostWalk.to(zone, hostName, options.dnameProcessing());
    return switch (hostWalk.outcome()) {
      case EXACT -> hostWalk.place();
      case DELEGATED -> zone.place(hostName, hostName.labels());
      case WILDCARD -> {
        reply.fail(); // which may stand for several hosts
        yield 0;
      }
      case REDIRECTED, ABSENT -> 0;
    };
  }

  private void host(LaidOutZone zone, int place, int nameAt) {
    for (int i = 0; i < hostCount; i++) {
      if (hosts[i] == place) {
        return;
      }
    }
    if (hostCount == MAX_HOSTS) {
      reply.fail();
      return;
    }
    hosts[hostCount++] = place;
    byte[] block = Chunks.array(zone.chunks(), place);
    int node = Chunks.offset(place);
    address(block, Blocks.find(block, node, RecordType.A.code()), nameAt);
    address(block, Blocks.find(block, node, RecordType.AAAA.code()), nameAt);
  }

  private void address(byte[] block, int rrset, int nameAt) {
    if (rrset >= 0 && !reply.failed()) {
      reply.rrset(block, rrset, nameAt);
    }
  }
}
