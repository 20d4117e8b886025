package org.polderdns.dnssec;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import org.polderdns.records.rr.Nsec3;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.Nsec3Hash;
import org.polderdns.zone.answer.Answer;

/** RFC 5155 §8. */
final class Nsec3Check extends DenialCheck {
  private record Link(Octets owner, Nsec3 data) {
    boolean covers(Octets hash) {
      Octets next = data.nextHash();
      return next.compareTo(owner) > 0
          ? owner.compareTo(hash) < 0 && hash.compareTo(next) < 0
          : owner.compareTo(hash) < 0 || hash.compareTo(next) < 0;
    }

    boolean optOut() {
      return data.flags() == 1;
    }

    boolean has(RecordType type) {
      return data.types().contains(type);
    }

    boolean lacks(RecordType type) {
      boolean parent = has(RecordType.NS) && !has(RecordType.SOA);
      return !has(type)
          && (!has(RecordType.CNAME) || type == RecordType.RRSIG || type == RecordType.NSEC)
          && (type == RecordType.DS || !parent);
    }
  }

  private final List<Link> links;
  private final Nsec3Hash hasher = new Nsec3Hash();

  Nsec3Check(Answer answer) {
    super(answer);
    links = authority(RecordType.NSEC3).stream()
        .map(one ->
            new Link(hash(one.owner()), Nsec3.FORMAT.read(one.rrset().rdatas().get(0))))
        .toList();
  }

  private static Octets hash(Name owner) {
    String label = new String(owner.label(0).toArray(), StandardCharsets.US_ASCII);
    byte[] signed = new BigInteger(label, 32).toByteArray(); // 160 bits, perhaps a zero before
    byte[] hash = new byte[20];
    int from = Math.max(0, signed.length - 20);
    int size = signed.length - from;
    System.arraycopy(signed, from, hash, 20 - size, size);
    return Octets.wrap(hash);
  }

  private boolean matches(Name name, Predicate<Link> test) {
    Octets hash = hasher.of(name, SignedZone.ITERATIONS, SignedZone.SALT);
    return links.stream().anyMatch(link -> link.owner().equals(hash) && test.test(link));
  }

  private boolean covers(Name name, Predicate<Link> test) {
    Octets hash = hasher.of(name, SignedZone.ITERATIONS, SignedZone.SALT);
    return links.stream().anyMatch(link -> link.covers(hash) && test.test(link));
  }

  /** Labels of the closest encloser that is proved, -1 for none (RFC 5155 §8.3). */
  private int provedEncloser(Name name) {
    for (int labels = name.labelCount() - 1; labels >= 0; labels--) {
      if (matches(name.suffix(labels), link -> true)) {
        return covers(name.suffix(labels + 1), link -> true) ? labels : -1;
      }
    }
    return -1;
  }

  /** RFC 5155 §8.6: a span that may hold delegations that it does not show. */
  private boolean optedOut(Name name) {
    int labels = provedEncloser(name);
    return labels >= 0 && covers(name.suffix(labels + 1), Link::optOut);
  }

  @Override
  boolean nameAbsent(Name name, int encloserLabels) {
    int labels = provedEncloser(name);
    return optedOut(name)
        || labels == encloserLabels && covers(name.suffix(labels).wildcardChild(), link -> true);
  }

  @Override
  boolean typeAbsent(Name name, RecordType qtype) {
    return matches(name, link -> link.lacks(qtype)) || optedOut(name);
  }

  @Override
  boolean coversNextCloser(Name name, int encloserLabels) {
    return covers(name.suffix(encloserLabels + 1), link -> true);
  }

  @Override
  boolean wildcardTypeAbsent(Name name, int encloserLabels, RecordType qtype) {
    return optedOut(name)
        || provedEncloser(name) == encloserLabels
            && matches(name.suffix(encloserLabels).wildcardChild(), link -> link.lacks(qtype));
  }

  @Override
  boolean insecure(Name name) {
    return matches(name, link -> link.has(RecordType.NS) && link.lacks(RecordType.DS))
        || optedOut(name);
  }
}
