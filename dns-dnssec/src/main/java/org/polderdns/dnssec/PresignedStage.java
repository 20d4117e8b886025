package org.polderdns.dnssec;

import java.util.List;
import org.polderdns.wire.RecordType;
import org.polderdns.wire.Section;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.ZoneView;
import org.polderdns.zone.answer.Answer;
import org.polderdns.zone.answer.AnswerRRset;
import org.polderdns.zone.answer.DnssecStage;
import org.polderdns.zone.answer.Proof;

/**
 * Completes answers from zones that are signed as stored: the RRSIGs, and the NSEC or NSEC3 records
 * that prove what is not there (RFC 4035 §3.1, RFC 5155 §7.2). A zone whose SOA has no RRSIG counts
 * as unsigned; nothing is added for it, not even a delegation's DS.
 *
 * <pre>{@code
 * answerer.answer(qname, qtype, qclass, overTcp, answer);
 * if (dnssecOk) {
 *   stage.complete(answer);
 * }
 * }</pre>
 *
 * <p>For one thread.
 */
public final class PresignedStage implements DnssecStage {
  private final NsecDenial nsec = new NsecDenial();
  private final Nsec3Denial nsec3 = new Nsec3Denial();

  @Override
  public void complete(Answer answer) {
    List<Proof> proofs = answer.proofs();
    for (int i = 0; i < proofs.size(); i++) {
      prove(proofs.get(i), answer);
    }
    sign(answer.section(Section.ANSWER));
    sign(answer.section(Section.AUTHORITY));
    sign(answer.section(Section.ADDITIONAL));
  }

  private static void sign(List<AnswerRRset> section) {
    for (int i = 0; i < section.size(); i++) {
      sign(section.get(i));
    }
  }

  static void sign(AnswerRRset one) {
    if (one.rrset().type() != RecordType.RRSIG) {
      one.signAsStored();
    }
  }

  private static boolean isSigned(ZoneView zone) {
    ZoneNode apex = zone.apexNode();
    int found = apex.indexOf(RecordType.RRSIG);
    return found >= 0 && AnswerRRset.covers(apex.rrsets().get(found), RecordType.SOA);
  }

  void prove(Proof proof, Answer answer) {
    if (!isSigned(proof.zone()) || Denial.addDs(proof, answer)) {
      return;
    }
    Denial denial = nsec3.isFor(proof.zone()) ? nsec3 : nsec;
    denial.prove(proof, answer);
  }
}
