package org.polderdns.zone.answer;

import java.util.Collections;
import java.util.List;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.Rcode;
import org.polderdns.wire.RecordType;
import org.polderdns.wire.Section;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.ZoneView;

/**
 * What to answer, decided and not yet encoded: the outcome, the RRsets of each section, and what
 * would have to be proved about them. An object to be used again for question after question, by
 * one thread; {@link Answerer} fills it, a {@link DnssecStage} completes it, {@link AnswerEncoder}
 * writes it.
 */
public final class Answer {
  private final List<Pool<AnswerRRset>> sections = List.of(
      new Pool<>(AnswerRRset::new), new Pool<>(AnswerRRset::new), new Pool<>(AnswerRRset::new));
  private final List<List<AnswerRRset>> views =
      sections.stream().map(s -> Collections.<AnswerRRset>unmodifiableList(s)).toList();
  private final Pool<Proof> proofs = new Pool<>(Proof::new);
  private final List<Proof> proofsView = Collections.unmodifiableList(proofs);

  private Rcode rcode = Rcode.NOERROR;
  private boolean authoritative;
  private boolean truncated;

  /** Makes it an answer without records, NOERROR, not authoritative. */
  public void reset() {
    sections.forEach(Pool::empty);
    proofs.empty();
    rcode = Rcode.NOERROR;
    authoritative = false;
    truncated = false;
  }

  public Rcode rcode() {
    return rcode;
  }

  public void rcode(Rcode outcome) {
    rcode = outcome;
  }

  /** Whether AA is set: the first owner name in the answer is one of our authority. */
  public boolean authoritative() {
    return authoritative;
  }

  public void authoritative(boolean aa) {
    authoritative = aa;
  }

  /** Whether TC is set though nothing was left out for lack of room. */
  public boolean truncated() {
    return truncated;
  }

  public void truncated(boolean tc) {
    truncated = tc;
  }

  /** The RRsets of a section, in the order in which they go out; changes with this answer. */
  public List<AnswerRRset> section(Section section) {
    return views.get(section.ordinal());
  }

  /** What has to be proved in the authority section if the zone is signed, in order. */
  public List<Proof> proofs() {
    return proofsView;
  }

  /** Adds an RRset of a node as it stands there. */
  public AnswerRRset add(Section section, ZoneView zone, ZoneNode node, RRset rrset) {
    return add(section, zone, node, rrset, rrset.owner());
  }

  /**
   * Adds an RRset of a node, whose RRSIGs {@link AnswerRRset#signAsStored()} will find.
   *
   * @param zone the zone that it is from
   * @param owner the owner name to send
   */
  public AnswerRRset add(Section section, ZoneView zone, ZoneNode node, RRset rrset, Name owner) {
    AnswerRRset added = sections.get(section.ordinal()).next();
    int signatures = node.indexOfStoredSignatures();
    added.set(rrset, owner, zone, signatures < 0 ? null : node.rrsets().get(signatures));
    return added;
  }

  /** Adds an RRset that is in no zone, as a CNAME made of a DNAME; it is not to be signed. */
  public AnswerRRset addMade(Section section, ZoneView zone, RRset rrset) {
    AnswerRRset added = sections.get(section.ordinal()).next();
    added.set(rrset, rrset.owner(), zone, null);
    return added.unsigned();
  }

  /** Whether a section has the RRset of a name and type. */
  public boolean has(Section section, Name owner, RecordType type) {
    List<AnswerRRset> all = section(section);
    for (int i = 0; i < all.size(); i++) {
      AnswerRRset one = all.get(i);
      if (one.rrset().type() == type && one.owner().equals(owner)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Adds something to be proved.
   *
   * @param encloserLabels labels of the closest encloser of {@code name}
   */
  public void prove(Proof.Kind kind, ZoneView zone, Name name, int encloserLabels) {
    proofs.next().set(kind, zone, name, encloserLabels);
  }
}
