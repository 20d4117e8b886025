package org.polderdns.dnssec.validate;

import java.util.List;
import java.util.function.Predicate;
import org.polderdns.records.TypeSet;
import org.polderdns.records.rr.Nsec;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** What NSEC records prove (RFC 4035 §5.4). */
final class NsecProofs implements Proofs {
  private record Link(Name owner, Name next, TypeSet types) {
    /** Whether a name does not exist, or is an empty non-terminal. */
    boolean covers(Name name, Name zone) {
      boolean between =
          owner.compareTo(name) < 0 && (name.compareTo(next) < 0 || next.equals(zone));
      return between && !(name.isBelow(owner) && Proofs.isLeft(types));
    }

    boolean shows(Name name, Name zone) {
      return covers(name, zone) && !next.isBelow(name);
    }

    int encloserLabels(Name name) {
      return Math.max(name.commonLabels(owner), name.commonLabels(next));
    }
  }

  private final Name zone;
  private final List<Link> links;

  /**
   * @param records NSEC RRsets of the zone, well formed
   */
  NsecProofs(Name zone, List<SignedRRset> records) {
    this.zone = zone;
    this.links = records.stream()
        .flatMap(one -> one.rrset().rdatas().stream().map(rdata -> link(one.owner(), rdata)))
        .filter(link -> link.next.isAtOrBelow(zone))
        .toList();
  }

  private static Link link(Name owner, Octets rdata) {
    Nsec nsec = Nsec.FORMAT.read(rdata);
    return new Link(owner, nsec.nextName(), nsec.types());
  }

  private boolean any(Predicate<Link> test) {
    return links.stream().anyMatch(test);
  }

  private static Verdict verdict(boolean proved, Name name) {
    return proved ? Verdict.SECURE : Proofs.missing(name);
  }

  private static Name wildcard(Link link, Name name) {
    return name.suffix(link.encloserLabels(name)).wildcardChild();
  }

  @Override
  public Verdict nameAbsent(Name name) {
    boolean compact = any(link -> link.owner.equals(name) && Proofs.isCompact(link.types));
    boolean absent = any(link -> link.shows(name, zone) && isAbsent(wildcard(link, name)));
    return verdict(compact || absent, name);
  }

  private boolean isAbsent(Name name) {
    return any(link -> link.shows(name, zone));
  }

  @Override
  public Verdict typeAbsent(Name name, RecordType type) {
    boolean own = lacks(name, type);
    boolean wildcards = any(link -> link.shows(name, zone) && lacks(wildcard(link, name), type));
    return verdict(own || wildcards, name);
  }

  private boolean lacks(Name name, RecordType type) {
    return any(link -> link.owner.equals(name)
        ? Proofs.lacks(name, link.types, type)
        : link.covers(name, zone) && link.next.isBelow(name));
  }

  @Override
  public Verdict closerAbsent(Name name, int labels) {
    return verdict(
        any(link -> link.shows(name, zone) && link.encloserLabels(name) == labels), name);
  }

  @Override
  public boolean isUnsignedCut(Name name) {
    return any(link ->
        link.owner.equals(name) && Proofs.isCut(link.types) && !link.types.contains(RecordType.DS));
  }
}
