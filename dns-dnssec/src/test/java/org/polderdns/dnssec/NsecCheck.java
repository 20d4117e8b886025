package org.polderdns.dnssec;

import java.util.List;
import java.util.function.Predicate;
import org.polderdns.records.TypeSet;
import org.polderdns.records.rr.Nsec;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.answer.Answer;

/** RFC 4035 §5.4. */
final class NsecCheck extends DenialCheck {
  private record Link(Name owner, Name next, TypeSet types) {
    boolean covers(Name name) {
      boolean between =
          owner.compareTo(name) < 0 && (name.compareTo(next) < 0 || next.compareTo(owner) <= 0);
      boolean fromAbove = name.isBelow(owner)
          && (types.contains(RecordType.DNAME)
              || types.contains(RecordType.NS) && !types.contains(RecordType.SOA));
      return between && !fromAbove;
    }

    int encloserLabels(Name name) {
      return Math.max(name.commonLabels(owner), name.commonLabels(next));
    }

    /** RFC 4035 §5.4: the parent's side of a cut tells of nothing but the DS. */
    boolean lacks(RecordType type) {
      boolean parent = types.contains(RecordType.NS) && !types.contains(RecordType.SOA);
      return !types.contains(type)
          && (!types.contains(RecordType.CNAME) || type == RecordType.RRSIG)
          && (type == RecordType.DS || !parent);
    }
  }

  private final List<Link> links;

  NsecCheck(Answer answer) {
    super(answer);
    links = authority(RecordType.NSEC).stream()
        .map(one -> {
          Nsec nsec = Nsec.FORMAT.read(one.rrset().rdatas().get(0));
          return new Link(one.owner(), nsec.nextName(), nsec.types());
        })
        .toList();
  }

  private boolean any(Predicate<Link> test) {
    return links.stream().anyMatch(test);
  }

  @Override
  boolean nameAbsent(Name name, int encloserLabels) {
    Name wildcard = name.suffix(encloserLabels).wildcardChild();
    return coversNextCloser(name, encloserLabels) && any(link -> link.covers(wildcard));
  }

  @Override
  boolean typeAbsent(Name name, RecordType qtype) {
    return any(link -> link.owner().equals(name) && link.lacks(qtype))
        || any(link -> link.covers(name) && link.next().isBelow(name));
  }

  @Override
  boolean coversNextCloser(Name name, int encloserLabels) {
    return any(link -> link.covers(name) && link.encloserLabels(name) == encloserLabels);
  }

  @Override
  boolean wildcardTypeAbsent(Name name, int encloserLabels, RecordType qtype) {
    return coversNextCloser(name, encloserLabels)
        && typeAbsent(name.suffix(encloserLabels).wildcardChild(), qtype);
  }

  @Override
  boolean insecure(Name name) {
    return any(link -> link.owner().equals(name)
        && link.types().contains(RecordType.NS)
        && link.lacks(RecordType.DS));
  }
}
