package org.polderdns.dnssec;

import java.util.List;
import org.polderdns.dnssec.online.DenialMode;
import org.polderdns.dnssec.online.SignedView;
import org.polderdns.dnssec.online.UnsignableView;
import org.polderdns.records.RRset;
import org.polderdns.wire.RecordType;
import org.polderdns.wire.Section;
import org.polderdns.zone.ZoneView;
import org.polderdns.zone.answer.Answer;
import org.polderdns.zone.answer.AnswerRRset;
import org.polderdns.zone.answer.DnssecStage;
import org.polderdns.zone.answer.Proof;

/**
 * Completes answers from zones of both kinds: those seen through a {@link SignedView} are signed
 * now, others as {@link PresignedStage} does. An answer may have RRsets of several zones.
 *
 * <p>For one thread.
 */
public final class OnlineStage implements DnssecStage {
  private final PresignedStage presigned = new PresignedStage();
  private final NsecDenial nsec = new NsecDenial();
  private final Nsec3Denial nsec3 = new Nsec3Denial();
  private final NarrowDenial narrow = new NarrowDenial();
  private final CompactDenial compact = new CompactDenial();

  /**
   * {@inheritDoc}
   *
   * @throws org.polderdns.dnssec.online.ZoneSigningException if something in it is of a zone that
   *     should be signed and cannot be: the answer is SERVFAIL
   */
  @Override
  public void complete(Answer answer) {
    List<Proof> proofs = answer.proofs();
    for (int i = 0; i < proofs.size(); i++) {
      Proof proof = proofs.get(i);
      check(proof.zone());
      if (proof.zone() instanceof SignedView zone) {
        if (!Denial.addDs(proof, answer)) {
          denial(zone).prove(proof, answer);
        }
      } else {
        presigned.prove(proof, answer);
      }
    }
    sign(answer.section(Section.ANSWER));
    sign(answer.section(Section.AUTHORITY));
    sign(answer.section(Section.ADDITIONAL));
  }

  private static void check(ZoneView zone) {
    if (zone instanceof UnsignableView unsignable) {
      throw unsignable.failure();
    }
  }

  private Denial denial(SignedView zone) {
    return switch (zone.signing().mode()) {
      case CHAIN -> nsec3.isFor(zone) ? nsec3 : nsec;
      case NARROW -> narrow;
      case COMPACT -> compact;
    };
  }

  private static void sign(List<AnswerRRset> section) {
    for (int i = 0; i < section.size(); i++) {
      AnswerRRset one = section.get(i);
      check(one.zone());
      if (one.zone() instanceof SignedView zone) {
        sign(one, zone);
      } else {
        PresignedStage.sign(one);
      }
    }
  }

  private static void sign(AnswerRRset one, SignedView zone) {
    if (one.isUnsigned() || one.rrset().type() == RecordType.RRSIG) {
      return;
    }
    if (one.hasStoredSignatures()) {
      one.signAsStored();
      return;
    }
    RRset signed = one.rrset();
    if (zone.signing().mode() == DenialMode.COMPACT && signed.owner().isWildcard()) {
      // Signed as what goes out: no record could prove that there is no closer name.
      signed = RRset.of(one.owner(), signed.type(), signed.ttl(), signed.rdatas());
    }
    one.sign(zone.signatures(signed));
  }
}
