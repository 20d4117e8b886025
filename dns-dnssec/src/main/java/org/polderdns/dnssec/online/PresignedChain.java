package org.polderdns.dnssec.online;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.polderdns.dnssec.zone.DenialParameters;
import org.polderdns.records.rr.Nsec3Param;
import org.polderdns.wire.Name;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.zone.Nsec3Hash;
import org.polderdns.zone.Nsec3Metadata;
import org.polderdns.zone.ZoneView;

/**
 * The denial chain of a zone that was signed elsewhere, as PowerDNS stores one: its signatures are
 * rows, its NSEC and NSEC3 records are not and are made of the order of names. What is common to all
 * views of it while its metadata stay the same.
 *
 * <pre>{@code
 * Optional<PresignedChain> chain = PresignedChain.of(apex, metadata);  // once
 * ZoneView zone = chain.map(c -> c.view(stored)).orElse(stored);       // for each view
 * }</pre>
 *
 * <p>Safe for all threads.
 */
public final class PresignedChain {
  private final DenialParameters denial;
  private final Name hashedApex;
  private final ViewOrder order;

  private PresignedChain(Name apex, DenialParameters denial) {
    this.denial = denial;
    this.hashedApex = denial.isHashed()
        ? Nsec3Hash.ownerName(new Nsec3Hash().of(apex, denial.iterations(), denial.salt()), apex)
        : apex;
    this.order = new ViewOrder(apex, denial);
  }

  /**
   * That of the metadata {@code NSEC3PARAM}. Its iterations are taken as they are, whatever is the
   * most for zones signed here: another chain than the one that was signed is of no use. Empty if no
   * chain can be made: the zone is not signed elsewhere, or the parameters say nothing.
   *
   * @param metadata by kind in upper case
   */
  public static Optional<PresignedChain> of(Name apex, Map<String, List<String>> metadata) {
    return ZoneSigning.isPresigned(metadata)
        ? denial(metadata).map(denial -> new PresignedChain(apex, denial))
        : Optional.empty();
  }

  private static Optional<DenialParameters> denial(Map<String, List<String>> metadata) {
    Optional<String> text = SigningRows.first(metadata, "NSEC3PARAM");
    if (text.isEmpty() || text.get().isBlank()) {
      return Optional.of(DenialParameters.NSEC);
    }
    try {
      Nsec3Param param = Nsec3Metadata.parse(text.get());
      boolean known =
          param.hashAlgorithm() == Nsec3Hash.SHA1 && param.iterations() <= Nsec3Hash.MAX_ITERATIONS;
      boolean optOut = (param.flags() & 1) != 0;
      return known
          ? Optional.of(new DenialParameters(true, param.iterations(), param.salt(), optOut))
          : Optional.empty();
    } catch (PresentationFormatException e) {
      return Optional.empty();
    }
  }

  /** A stored zone with its chain, for as many threads as that; one that has it is as it was. */
  public ZoneView view(ZoneView stored) {
    return new PresignedView(stored, this);
  }

  /** Whether a zone owns signatures over a chain, and not the chain. */
  public boolean isLackedBy(ZoneView stored) {
    return new PresignedView(stored, this).isMade();
  }

  DenialParameters denial() {
    return denial;
  }

  /** The owner of the NSEC3 of the apex, or with NSEC the apex. */
  Name hashedApex() {
    return hashedApex;
  }

  ViewOrder order() {
    return order;
  }
}
