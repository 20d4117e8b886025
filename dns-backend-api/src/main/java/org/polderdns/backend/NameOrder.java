package org.polderdns.backend;

import java.util.List;
import java.util.Optional;
import org.polderdns.records.rr.Nsec3Param;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.Nsec3Hash;
import org.polderdns.zone.Nsec3Metadata;
import org.polderdns.zone.change.Rectifier;

/**
 * In which order the denial chain of a zone has its names, as the zone's metadata say: by name
 * (NSEC), by hash (NSEC3), or in none, if each proof has its own chain (narrow). For one thread.
 */
public final class NameOrder {
  /** The metadata kind of the parameters of a hashed zone, as in an NSEC3PARAM record. */
  public static final String NSEC3PARAM = "NSEC3PARAM";

  /** The metadata kind that says {@code 1} for a zone whose chain is made for each proof. */
  public static final String NSEC3NARROW = "NSEC3NARROW";

  /** By what the names are ordered. */
  public enum Kind {
    NAME,
    HASH,
    NONE
  }

  /** What {@code max-nsec3-iterations} is unless somebody says otherwise. */
  public static final int MAX_ITERATIONS = 100;

  private static final int OPT_OUT = 1;

  private final Kind kind;
  private final int iterations;
  private final Octets salt;
  private final boolean optOut;
  private final Nsec3Hash hasher = new Nsec3Hash();

  private NameOrder(Kind kind, int iterations, Octets salt, boolean optOut) {
    this.kind = kind;
    this.iterations = iterations;
    this.salt = salt;
    this.optOut = optOut;
  }

  /**
   * The order that metadata ask for. Parameters that make no sense leave a zone without order.
   *
   * @param nsec3param the values of {@link #NSEC3PARAM}
   * @param narrow the values of {@link #NSEC3NARROW}
   * @param maxIterations so many are computed where the zone wants more, as by whoever signs it; 0 or
   *     more
   */
  public static NameOrder of(List<String> nsec3param, List<String> narrow, int maxIterations) {
    if (nsec3param.isEmpty() || nsec3param.get(0).isBlank()) {
      return new NameOrder(Kind.NAME, 0, Octets.EMPTY, false);
    }
    Optional<Nsec3Param> found = parse(nsec3param.get(0));
    if (found.isEmpty()) {
      return new NameOrder(Kind.NONE, 0, Octets.EMPTY, false);
    }
    Nsec3Param param = found.get();
    return new NameOrder(
        narrow.contains("1") ? Kind.NONE : Kind.HASH,
        Math.min(param.iterations(), Math.min(maxIterations, Nsec3Hash.MAX_ITERATIONS)),
        param.salt(),
        (param.flags() & OPT_OUT) != 0);
  }

  private static Optional<Nsec3Param> parse(String text) {
    try {
      return Optional.of(Nsec3Metadata.parse(text));
    } catch (PresentationFormatException e) {
      return Optional.empty();
    }
  }

  public Kind kind() {
    return kind;
  }

  /**
   * The hash of a name.
   *
   * @throws IllegalStateException if this is not the order of hashes
   */
  public Octets hash(Name owner) {
    if (kind != Kind.HASH) {
      throw new IllegalStateException("names are not ordered by hash");
    }
    return hasher.of(owner, iterations, salt);
  }

  /**
   * Whether records of a type are of a name that is in the chain: all authoritative data and
   * delegations, not glue; delegations without DS not if they opt out (RFC 5155 §6).
   *
   * @param hasDs whether the name owns a DS RRset
   */
  public boolean has(Rectifier.Position position, RecordType type, boolean hasDs) {
    return kind != Kind.NONE
        && position.isOrdered(type)
        && !(kind == Kind.HASH
            && optOut
            && position == Rectifier.Position.CUT
            && type == RecordType.NS
            && !hasDs);
  }

  /**
   * Whether an empty non-terminal is in the chain: in none of names (RFC 4034 §4), in those of hashes
   * unless it leads to nothing but delegations that opt out.
   */
  public boolean hasEmptyNonTerminal(Rectifier.Below below) {
    return kind == Kind.HASH && !(optOut && below == Rectifier.Below.DELEGATIONS);
  }

  /**
   * Whether an empty non-terminal counts as authoritative data, by the rule of PowerDNS: if it leads
   * to such data, or in a hashed zone without opt-out.
   */
  public boolean isAuthoritative(Rectifier.Below below) {
    return below == Rectifier.Below.AUTHORITATIVE || kind != Kind.NAME && !optOut;
  }
}
