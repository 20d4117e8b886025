package org.polderdns.dnssec.validate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polderdns.records.rr.Nsec3;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.Nsec3Hash;

/** What NSEC3 records prove (RFC 5155 §8). Those of another chain than the first are left out. */
final class Nsec3Proofs implements Proofs {
  private static final int OPT_OUT = 1;

  /** The closest encloser that is proved (RFC 5155 §8.3). */
  private record Encloser(int labels, boolean optOut) {}

  private final Name zone;
  private final Work work;
  private final Map<Octets, Nsec3> links = new HashMap<>(); // by hash of the owner
  private final Map<Name, Octets> hashes = new HashMap<>();
  private final Nsec3Hash hasher = new Nsec3Hash();
  private @Nullable Nsec3 chain; // its first record, null: there is none
  private final boolean tooManyIterations;

  /**
   * @param records NSEC3 RRsets of the zone, well formed
   * @param maxIterations more make the zone insecure
   */
  Nsec3Proofs(Name zone, List<SignedRRset> records, int maxIterations, Work work) {
    this.zone = zone;
    this.work = work;
    for (SignedRRset one : records) {
      Optional<Octets> hash = Nsec3Hash.ofOwner(one.owner());
      if (hash.isPresent() && one.owner().parent().equals(zone)) {
        one.rrset().rdatas().forEach(rdata -> add(hash.get(), Nsec3.FORMAT.read(rdata)));
      }
    }
    tooManyIterations = chain != null && chain.iterations() > maxIterations;
  }

  /** RFC 5155 §8.1 and §8.2. */
  private void add(Octets hash, Nsec3 nsec3) {
    boolean known = nsec3.hashAlgorithm() == Nsec3Hash.SHA1
        && (nsec3.flags() & ~OPT_OUT) == 0
        && nsec3.nextHash().length() == Nsec3Hash.LENGTH;
    if (known && chain == null) {
      chain = nsec3;
    }
    if (known
        && chain != null
        && nsec3.iterations() == chain.iterations()
        && nsec3.salt().equals(chain.salt())) {
      links.putIfAbsent(hash, nsec3);
    }
  }

  private Octets hash(Name name) {
    return hashes.computeIfAbsent(name, one -> {
      Nsec3 first = chain;
      if (first == null) {
        return Octets.EMPTY;
      }
      work.hash(first.iterations());
      return hasher.of(one, first.iterations(), first.salt());
    });
  }

  private Optional<Nsec3> match(Name name) {
    return Optional.ofNullable(links.get(hash(name)));
  }

  private Optional<Nsec3> covering(Name name) {
    Octets hash = hash(name);
    return links.entrySet().stream()
        .filter(entry -> covers(entry.getKey(), entry.getValue().nextHash(), hash))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static boolean covers(Octets owner, Octets next, Octets hash) {
    return next.compareTo(owner) > 0
        ? owner.compareTo(hash) < 0 && hash.compareTo(next) < 0
        : owner.compareTo(hash) < 0 || hash.compareTo(next) < 0; // the last one
  }

  private Optional<Encloser> encloser(Name name) {
    for (int labels = name.labelCount() - 1; labels >= zone.labelCount(); labels--) {
      Optional<Nsec3> match = match(name.suffix(labels));
      if (match.isPresent()) {
        int found = labels;
        return Proofs.isLeft(match.get().types())
            ? Optional.empty()
            : covering(name.suffix(labels + 1)).map(next -> new Encloser(found, isOptOut(next)));
      }
    }
    return Optional.empty();
  }

  private static boolean isOptOut(Nsec3 nsec3) {
    return nsec3.flags() == OPT_OUT;
  }

  private static Verdict proved(boolean optOut, Name name) {
    return optOut ? Verdict.of(Reason.OPT_OUT, name) : Verdict.SECURE;
  }

  /** That nothing is computed for too many iterations; empty if something is. */
  private Optional<Verdict> refused() {
    return tooManyIterations
        ? Optional.of(Verdict.of(Reason.NSEC3_ITERATIONS, zone))
        : Optional.empty();
  }

  /**
   * RFC 5155 §8.4. Where the closest encloser itself is in a span that opted out, the wildcard of the
   * closest one that can be proved may exist, and does not match the name.
   */
  @Override
  public Verdict nameAbsent(Name name) {
    return refused().orElseGet(() -> {
      Optional<Nsec3> match = match(name);
      if (match.isPresent()) {
        return Proofs.isCompact(match.get().types()) ? Verdict.SECURE : Proofs.missing(name);
      }
      return encloser(name)
          .filter(one -> covering(wildcard(one, name)).isPresent()
              || one.optOut && match(wildcard(one, name)).isPresent())
          .map(one -> proved(one.optOut, name))
          .orElseGet(() -> Proofs.missing(name));
    });
  }

  private static Name wildcard(Encloser encloser, Name name) {
    return name.suffix(encloser.labels).wildcardChild();
  }

  /** RFC 5155 §8.5 to §8.7; opted-out empty non-terminals as errata 3441 has them. */
  @Override
  public Verdict typeAbsent(Name name, RecordType type) {
    return refused().orElseGet(() -> {
      Optional<Nsec3> match = match(name);
      if (match.isPresent()) {
        return Proofs.lacks(name, match.get().types(), type)
            ? Verdict.SECURE
            : Proofs.missing(name);
      }
      return encloser(name)
          .filter(one -> one.optOut
              || match(wildcard(one, name))
                  .filter(at -> Proofs.lacks(wildcard(one, name), at.types(), type))
                  .isPresent())
          .map(one -> proved(one.optOut, name))
          .orElseGet(() -> Proofs.missing(name));
    });
  }

  /** RFC 5155 §8.8. */
  @Override
  public Verdict closerAbsent(Name name, int labels) {
    return refused()
        .orElseGet(() -> covering(name.suffix(labels + 1))
            .map(next -> proved(isOptOut(next), name))
            .orElseGet(() -> Proofs.missing(name)));
  }

  @Override
  public boolean isUnsignedCut(Name name) {
    return !tooManyIterations
        && match(name)
            .filter(at -> Proofs.isCut(at.types()) && !at.types().contains(RecordType.DS))
            .isPresent();
  }
}
