package org.polderdns.dnssec.validate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.polderdns.dnssec.key.DigestType;
import org.polderdns.dnssec.key.KeyLife;
import org.polderdns.dnssec.key.KeyState;
import org.polderdns.dnssec.key.ZoneKey;
import org.polderdns.dnssec.key.ZoneKeys;
import org.polderdns.dnssec.sign.SignatureWindow;
import org.polderdns.dnssec.zone.DenialParameters;
import org.polderdns.dnssec.zone.ParentSignal;
import org.polderdns.dnssec.zone.SigningOptions;
import org.polderdns.records.RRset;
import org.polderdns.records.rr.Ds;
import org.polderdns.wire.Message;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.Question;
import org.polderdns.wire.RecordType;
import org.polderdns.wire.Section;
import org.polderdns.wire.WireRecord;
import org.polderdns.zone.ZoneTree;
import org.polderdns.zone.scenario.Scenario;

/**
 * A zone on its way through a rollover: what an operator does, and waits for, by a clock that moves.
 * Afterwards all that resolvers can have in their caches at any moment of it is tried out.
 */
final class Walk {
  static final Name PARENT = Name.parse("example.");
  static final Name ZONE = Name.parse("zone.example.");

  static final Duration DNSKEY_TTL = Duration.ofMinutes(30); // the SOA's minimum
  static final Duration DATA_TTL = Duration.ofHours(2);
  static final Duration DS_TTL = Duration.ofMinutes(90);

  private static final List<Question> QUESTIONS = List.of(
      Question.of(Name.parse("www.zone.example."), RecordType.A),
      Question.of(Name.parse("www.zone.example."), RecordType.MX),
      Question.of(Name.parse("nowhere.zone.example."), RecordType.A),
      Question.of(ZONE, RecordType.SOA),
      Question.of(ZONE, RecordType.DNSKEY));
  private static final Question DS = Question.of(ZONE, RecordType.DS);
  private static final Question DNSKEY = Question.of(ZONE, RecordType.DNSKEY);

  private final ZoneKey parentKey = TestZones.csk();
  private final TrustAnchors anchor = TrustAnchors.of(TestZones.ds(PARENT, parentKey));
  private final boolean strict;
  private Instant now = Instant.parse("2026-11-20T12:00:00Z");
  private final Map<Long, ZoneKey> keys = new TreeMap<>();
  private List<Octets> ds = List.of();
  private ParentSignal cds = ParentSignal.NONE;
  private final List<Version> versions = new ArrayList<>();

  /** What is served from a moment until the next version is. */
  private record Version(Instant from, Server server) {}

  /** An answer that caches may hold from one moment until before another. */
  private record Cached(Message message, Instant from, Instant until) {
    boolean isHeldAt(Instant when) {
      return !when.isBefore(from) && when.isBefore(until);
    }
  }

  private Walk(boolean strict) {
    this.strict = strict;
  }

  /** A zone that has been signed with some keys for long, and has a DS for those of flags 257. */
  static Walk from(ZoneKey... inUse) {
    Walk walk = new Walk(false);
    walk.begin(inUse);
    return walk;
  }

  /**
   * As {@link #from}; the resolvers want each RRset signed by every algorithm in the DNSKEY RRset,
   * as RFC 4035 §2.2 has zones do it, though RFC 6840 §5.11 asks them not to.
   */
  static Walk strictFrom(ZoneKey... inUse) {
    Walk walk = new Walk(true);
    walk.begin(inUse);
    return walk;
  }

  private void begin(ZoneKey... inUse) {
    for (ZoneKey key : inUse) {
      keys.put(key.id(), key);
    }
    ds = digests(Arrays.stream(inUse).filter(ZoneKey::isSecureEntryPoint).toList());
    publish();
    pause(Duration.ofDays(1));
  }

  private static List<Octets> digests(List<ZoneKey> entryPoints) {
    return entryPoints.stream()
        .map(key -> Ds.FORMAT.write(DigestType.SHA256.ds(ZONE, key.dnskey())))
        .toList();
  }

  /** From now on a key does something else. */
  Walk key(ZoneKey key, KeyState state) {
    KeyLife life = keys.containsKey(key.id())
        ? keys.get(key.id()).life().with(now, state, "step")
        : KeyLife.of(now, state, "added");
    keys.put(key.id(), new ZoneKey(key.id(), key.key(), key.flags(), life));
    return this;
  }

  /** From now on the zone asks this of its parent. */
  Walk signal(ParentSignal signal) {
    cds = signal;
    return this;
  }

  /** What was changed is served from now on. */
  Walk publish() {
    versions.add(new Version(now, Server.of(parentZone(), zone())));
    return this;
  }

  /** The parent has DS records for these keys alone from now on. */
  Walk parentHas(ZoneKey... entryPoints) {
    ds = digests(List.of(entryPoints));
    return publish();
  }

  /** The parent looks for CDS records, and does as they say if they are secure (RFC 7344 §4). */
  Walk parentLooks() {
    Server server = versions.get(versions.size() - 1).server();
    Message answer = server.ask(ZONE, RecordType.CDS);
    Verdict verdict =
        AnswerValidator.of(anchor, server, Clock.fixed(now, ZoneOffset.UTC)).validate(answer);
    if (!verdict.isSecure()) {
      throw new IllegalStateException("CDS: " + verdict);
    }
    List<Octets> asked = answer.records(Section.ANSWER).stream()
        .filter(one -> one.type() == RecordType.CDS)
        .map(WireRecord::rdata)
        .toList();
    if (!asked.isEmpty()) {
      boolean delete = asked.get(0).at(2) == 0;
      ds = delete ? List.of() : asked;
    }
    return publish();
  }

  Walk pause(Duration duration) {
    now = now.plus(duration);
    return this;
  }

  private ZoneTree parentZone() {
    List<RRset> data = TestZones.data(PARENT, "zone NS ns.zone\n");
    if (!ds.isEmpty()) {
      data = TestZones.with(data, RRset.of(ZONE, RecordType.DS, DS_TTL.toSeconds(), ds));
    }
    return sign(PARENT, data, ZoneKeys.at(now, List.of(parentKey)), ParentSignal.NONE);
  }

  private ZoneTree zone() {
    List<RRset> data = Scenario.records(ZONE, """
        $TTL 7200
        @ 3600 SOA ns hostmaster 1 3600 300 3600000 1800
        @ NS ns
        ns A 192.0.2.1
        www A 192.0.2.2
        """);
    ZoneKeys present = ZoneKeys.at(now, List.copyOf(keys.values()));
    return present.isSigning() ? sign(ZONE, data, present, cds) : ZoneTree.of(ZONE, data);
  }

  private ZoneTree sign(Name apex, List<RRset> data, ZoneKeys by, ParentSignal signal) {
    SignatureWindow window =
        SignatureWindow.weekly(Clock.fixed(now, ZoneOffset.UTC), Duration.ZERO);
    return Server.sign(
        apex,
        data,
        by,
        SigningOptions.of(DenialParameters.NSEC, window)
            .withCds(signal, List.of(DigestType.SHA256)));
  }

  /** What went wrong, at which moments and for which resolvers; empty if nothing ever did. */
  List<String> bogus() {
    Map<Question, List<Cached>> cached = new HashMap<>();
    for (Question question : QUESTIONS) {
      cached.put(question, cached(question));
    }
    List<Cached> delegations = cached(DS);
    List<String> found = new ArrayList<>();
    Map<List<Cached>, Verdict> verdicts = new HashMap<>();
    for (Instant when : moments(cached, delegations)) {
      for (Cached keySet : held(cached.get(DNSKEY), when)) {
        for (Cached delegation : held(delegations, when)) {
          for (Question question : QUESTIONS) {
            for (Cached answer : held(cached.get(question), when)) {
              Verdict verdict = verdicts.computeIfAbsent(
                  List.of(keySet, delegation, answer), three -> judge(three, when));
              if (verdict.isBogus()) {
                found.add(when + " " + question + ": " + verdict);
              }
            }
          }
        }
      }
    }
    return found;
  }

  private Verdict judge(List<Cached> three, Instant when) {
    Server parent = versions.get(0).server(); // its own keys never change
    AnswerSource caches = question -> Optional.of(
        question.equals(DNSKEY)
            ? three.get(0).message
            : question.equals(DS)
                ? three.get(1).message
                : parent.ask(question.name(), question.type()));
    Message answer = three.get(2).message;
    Verdict verdict =
        AnswerValidator.of(anchor, caches, Clock.fixed(when, ZoneOffset.UTC)).validate(answer);
    return verdict.isSecure() && strict && !isSignedByAll(three.get(0).message, answer)
        ? Verdict.of(Reason.SIGNATURES_MISSING, "an algorithm")
        : verdict;
  }

  private static boolean isSignedByAll(Message dnskeys, Message answer) {
    var algorithms = dnskeys.records(Section.ANSWER).stream()
        .filter(one -> one.type() == RecordType.DNSKEY)
        .map(one -> one.rdata().at(3))
        .collect(Collectors.toSet());
    return List.of(Section.ANSWER, Section.AUTHORITY).stream()
        .flatMap(section -> SignedRRset.of(answer, section).stream())
        .allMatch(one -> one.signatures().stream()
            .map(rrsig -> rrsig.at(2))
            .collect(Collectors.toSet())
            .containsAll(algorithms));
  }

  private static List<Cached> held(List<Cached> all, Instant when) {
    return all.stream().filter(one -> one.isHeldAt(when)).toList();
  }

  /** The answers of all versions; each was fetched at best just before the next version came. */
  private List<Cached> cached(Question question) {
    List<Cached> all = new ArrayList<>();
    for (int i = 0; i < versions.size(); i++) {
      Message answer = versions.get(i).server().ask(question.name(), question.type());
      long ttl = List.of(Section.ANSWER, Section.AUTHORITY).stream()
          .flatMap(section -> answer.records(section).stream())
          .mapToLong(WireRecord::ttl)
          .min()
          .orElseThrow();
      Instant end = i + 1 < versions.size() ? versions.get(i + 1).from() : now;
      all.add(new Cached(answer, versions.get(i).from(), end.plusSeconds(ttl)));
    }
    return all;
  }

  /** All at which something begins or ends, and the seconds before. */
  private static Set<Instant> moments(
      Map<Question, List<Cached>> cached, List<Cached> delegations) {
    List<Cached> all = new ArrayList<>(delegations);
    cached.values().forEach(all::addAll);
    Set<Instant> moments = new TreeSet<>();
    for (Cached one : all) {
      for (Instant at : List.of(one.from, one.until)) {
        moments.add(at);
        moments.add(at.minusSeconds(1));
      }
    }
    return moments;
  }
}
