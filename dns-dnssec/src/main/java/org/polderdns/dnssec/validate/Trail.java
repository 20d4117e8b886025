package org.polderdns.dnssec.validate;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.polderdns.records.rr.Cname;
import org.polderdns.records.rr.Dname;
import org.polderdns.wire.Name;
import org.polderdns.wire.Question;
import org.polderdns.wire.RecordType;

/**
 * Where the aliases of an answer section lead.
 *
 * @param last the name at the end
 * @param end what there is
 */
record Trail(Name last, End end) {
  enum End {
    /** What was asked for. */
    DATA,
    /** Nothing, it is to be denied. */
    NOTHING,
    /** A name that was there before. */
    LOOP,
    /** A name that a DNAME would make too long (RFC 6672 §2.2). */
    TOO_LONG
  }

  /**
   * @param answer RRsets with well-formed data
   */
  static Trail of(Question question, List<SignedRRset> answer) {
    Name name = question.name();
    Set<Name> seen = new HashSet<>();
    while (seen.add(name)) {
      if (isAnswered(name, question.type(), answer)) {
        return new Trail(name, End.DATA);
      }
      Optional<SignedRRset> alias = SignedRRset.find(answer, name, RecordType.CNAME);
      if (alias.isEmpty()) {
        return new Trail(name, isTooLong(name, answer) ? End.TOO_LONG : End.NOTHING);
      }
      name = Cname.FORMAT.read(alias.get().rrset().rdatas().get(0)).target();
    }
    return new Trail(name, End.LOOP);
  }

  private static boolean isTooLong(Name name, List<SignedRRset> answer) {
    return dnameOf(name, answer)
        .filter(dname -> redirected(name, dname).isEmpty())
        .isPresent();
  }

  /** An alias that a DNAME makes is no answer to ANY, but leads on. */
  private static boolean isAnswered(Name name, RecordType type, List<SignedRRset> answer) {
    return answer.stream()
        .filter(one -> one.owner().equals(name))
        .anyMatch(one -> type == RecordType.ANY ? !isMade(one, answer) : one.type() == type);
  }

  /** The DNAME that redirects a name. */
  static Optional<SignedRRset> dnameOf(Name name, List<SignedRRset> answer) {
    return answer.stream()
        .filter(one -> one.type() == RecordType.DNAME && name.isBelow(one.owner()))
        .findFirst();
  }

  /** Where a DNAME leads a name to; empty if that is too long. */
  static Optional<Name> redirected(Name name, SignedRRset dname) {
    Name target = Dname.FORMAT.read(dname.rrset().rdatas().get(0)).target();
    return name.replaceSuffix(dname.owner(), target);
  }

  /** Whether an RRset is the CNAME that a DNAME of the answer makes (RFC 6672 §3.1). */
  static boolean isMade(SignedRRset alias, List<SignedRRset> answer) {
    return alias.type() == RecordType.CNAME
        && alias.signatures().isEmpty()
        && alias.rrset().size() == 1
        && dnameOf(alias.owner(), answer)
            .flatMap(dname -> redirected(alias.owner(), dname))
            .filter(target ->
                target.equals(Cname.FORMAT.read(alias.rrset().rdatas().get(0)).target()))
            .isPresent();
  }
}
