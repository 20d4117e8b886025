package org.polderdns.dnssec;

import java.util.List;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.wire.Section;
import org.polderdns.zone.answer.Answer;
import org.polderdns.zone.answer.AnswerRRset;
import org.polderdns.zone.answer.Proof;

/** Judges denials as a validator does, from the records of an answer alone. */
abstract class DenialCheck {
  final Answer answer;

  DenialCheck(Answer answer) {
    this.answer = answer;
  }

  /** The error in a proof, empty if there is none. */
  String check(Proof proof, RecordType qtype) {
    Name name = proof.name();
    int encloser = proof.encloserLabels();
    boolean proved = switch (proof.kind()) {
      case NAME_ABSENT -> nameAbsent(name, encloser);
      case TYPE_ABSENT -> typeAbsent(name, qtype);
      case WILDCARD_EXPANDED -> coversNextCloser(name, encloser);
      case WILDCARD_TYPE_ABSENT -> wildcardTypeAbsent(name, encloser, qtype);
      case DELEGATION -> answer.has(Section.AUTHORITY, name, RecordType.DS) || insecure(name);
    };
    return proved ? "" : "not proved: " + proof.kind() + " of " + name;
  }

  abstract boolean nameAbsent(Name name, int encloserLabels);

  abstract boolean typeAbsent(Name name, RecordType qtype);

  abstract boolean coversNextCloser(Name name, int encloserLabels);

  abstract boolean wildcardTypeAbsent(Name name, int encloserLabels, RecordType qtype);

  /** Whether a delegation is shown to have no DS. */
  abstract boolean insecure(Name name);

  List<AnswerRRset> authority(RecordType type) {
    return answer.section(Section.AUTHORITY).stream()
        .filter(one -> one.rrset().type() == type)
        .toList();
  }
}
