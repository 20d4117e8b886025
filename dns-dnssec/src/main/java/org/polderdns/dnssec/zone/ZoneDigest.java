package org.polderdns.dnssec.zone;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.polderdns.dnssec.sign.CanonicalForm;
import org.polderdns.records.RRset;
import org.polderdns.records.rr.Zonemd;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.change.Serial;

/**
 * The digest of a zone as a whole that a ZONEMD record holds (RFC 8976), by the scheme SIMPLE.
 *
 * <pre>{@code
 * ZoneDigest.verify(apex, zone.nodes());  // VALID
 * }</pre>
 *
 * <p>A signature is digested with the TTL of what it covers, as it is served.
 */
public final class ZoneDigest {
  /** The only scheme: all records of the zone. */
  public static final int SIMPLE = 1;

  /** The hash that every implementation has. */
  public static final int SHA384 = 1;

  /** The other hash. */
  public static final int SHA512 = 2;

  private static final int SHORTEST = 12; // octets, RFC 8976 §2.2.4

  /** What the ZONEMD records of a zone say. */
  public enum Outcome {
    /** There is none. */
    NONE,
    /** One of them is right. */
    VALID,
    /** None can be computed here, or is for the SOA's serial. */
    UNUSABLE,
    /** One that can be computed is wrong, and none is right. */
    INVALID
  }

  private ZoneDigest() {}

  /**
   * The digest of a zone.
   *
   * @param nodes all of the zone in canonical order, the apex first
   * @param hash {@link #SHA384} or {@link #SHA512}
   * @throws IllegalArgumentException if it is neither
   * @throws org.polderdns.wire.WireFormatException if a record's data are not of its type
   */
  public static Octets compute(Name apex, List<? extends ZoneNode> nodes, int hash) {
    MessageDigest digest = newDigest(hash)
        .orElseThrow(() -> new IllegalArgumentException("no hash algorithm of ZONEMD: " + hash));
    for (ZoneNode node : nodes) {
      boolean atApex = node.name().equals(apex);
      List<RRset> rrsets = new ArrayList<>(node.rrsets());
      rrsets.sort(Comparator.comparing(RRset::type));
      for (RRset rrset : rrsets) {
        if (rrset.type() == RecordType.RRSIG) {
          addSignatures(rrset, node, atApex, digest);
        } else if (!(atApex && rrset.type() == RecordType.ZONEMD)) {
          digest.update(CanonicalForm.records(new byte[0], rrset.owner(), rrset, rrset.ttl()));
        }
      }
    }
    return Octets.wrap(digest.digest());
  }

  /** All RRSIGs of a name are in one order, though each type they cover may have its own TTL. */
  private static void addSignatures(
      RRset rrsigs, ZoneNode node, boolean atApex, MessageDigest digest) {
    for (Octets rdata : CanonicalForm.rdatas(rrsigs)) {
      RecordType covered = RecordType.of(rdata.u16(0));
      if (!(atApex && covered == RecordType.ZONEMD)) {
        long ttl = node.rrset(covered).map(RRset::ttl).orElse(rrsigs.ttl());
        RRset one =
            RRset.of(rrsigs.owner(), RecordType.RRSIG, rrsigs.rclass(), ttl, List.of(rdata));
        digest.update(CanonicalForm.records(new byte[0], one.owner(), one, ttl));
      }
    }
  }

  /** A ZONEMD RRset for a zone as it is, with the serial and the TTL of its SOA. */
  public static RRset zonemd(Name apex, List<? extends ZoneNode> nodes, int hash) {
    RRset soa = soa(nodes);
    Zonemd zonemd = new Zonemd(Serial.of(soa), SIMPLE, hash, compute(apex, nodes, hash));
    return RRset.of(apex, soa.ttl(), Zonemd.FORMAT.rdata(zonemd));
  }

  /** Computes what the zone's ZONEMD records claim (RFC 8976 §4); signatures are not looked at. */
  public static Outcome verify(Name apex, List<? extends ZoneNode> nodes) {
    Optional<RRset> rrset = nodes.get(0).rrset(RecordType.ZONEMD);
    if (rrset.isEmpty()) {
      return Outcome.NONE;
    }
    List<Zonemd> all = rrset.get().rdatas().stream().map(Zonemd.FORMAT::read).toList();
    Outcome outcome = Outcome.UNUSABLE;
    for (Zonemd one : all) {
      if (isUsable(one, all, Serial.of(soa(nodes)))) {
        if (one.digest().equals(compute(apex, nodes, one.hashAlgorithm()))) {
          return Outcome.VALID;
        }
        outcome = Outcome.INVALID;
      }
    }
    return outcome;
  }

  private static boolean isUsable(Zonemd one, List<Zonemd> all, long serial) {
    long same = all.stream()
        .filter(
            other -> other.scheme() == one.scheme() && other.hashAlgorithm() == one.hashAlgorithm())
        .count();
    return one.serial() == serial
        && one.scheme() == SIMPLE
        && newDigest(one.hashAlgorithm()).isPresent()
        && one.digest().length() >= SHORTEST
        && same == 1;
  }

  private static RRset soa(List<? extends ZoneNode> nodes) {
    return nodes
        .get(0)
        .rrset(RecordType.SOA)
        .orElseThrow(() -> new IllegalArgumentException(nodes.get(0).name() + " has no SOA"));
  }

  private static Optional<MessageDigest> newDigest(int hash) {
    try {
      return switch (hash) {
        case SHA384 -> Optional.of(MessageDigest.getInstance("SHA-384"));
        case SHA512 -> Optional.of(MessageDigest.getInstance("SHA-512"));
        default -> Optional.empty();
      };
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-384 and SHA-512", e);
    }
  }
}
