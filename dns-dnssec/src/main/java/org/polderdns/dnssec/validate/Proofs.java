package org.polderdns.dnssec.validate;

import java.util.List;
import org.polderdns.records.TypeSet;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/**
 * What the denials of a zone in one answer prove; all of them are authentic. Each verdict is secure
 * if it is proved, insecure if it is but for an opt-out, and {@link Reason#PROOF_MISSING} if not.
 */
interface Proofs {
  /** That a name does not exist, nor a wildcard that matches it. */
  Verdict nameAbsent(Name name);

  /** That a name, or the wildcard that matches it, exists without a type. */
  Verdict typeAbsent(Name name, RecordType type);

  /**
   * That no name stands between one and the wildcard that it was expanded from (RFC 4035 §5.3.4).
   *
   * @param labels of the wildcard's parent
   */
  Verdict closerAbsent(Name name, int labels);

  /** Whether a name is shown to be a delegation without DS. */
  boolean isUnsignedCut(Name name);

  static Verdict missing(Name name) {
    return Verdict.of(Reason.PROOF_MISSING, name);
  }

  /** Whether a bitmap is from the parent's side of a zone cut. */
  static boolean isCut(TypeSet types) {
    return types.contains(RecordType.NS) && !types.contains(RecordType.SOA);
  }

  /** Whether the bitmap of a name says that names below it are not of this zone. */
  static boolean isLeft(TypeSet types) {
    return types.contains(RecordType.DNAME) || isCut(types);
  }

  /**
   * Whether the bitmap of a name shows that it has not got a type. The parent's side of a cut tells
   * of nothing but the DS, the child's of all but the DS (RFC 6840 §4.1, §4.4).
   */
  static boolean lacks(Name name, TypeSet types, RecordType type) {
    if (type == RecordType.ANY) {
      return List.of(RecordType.RRSIG, RecordType.NSEC, RecordType.NXNAME)
          .containsAll(types.toList());
    }
    boolean right =
        type == RecordType.DS ? !types.contains(RecordType.SOA) || name.isRoot() : !isCut(types);
    boolean alias = types.contains(RecordType.CNAME) && type != RecordType.NSEC;
    return right && !alias && !types.contains(type);
  }

  /** Whether a bitmap says that its name does not exist after all (RFC 9824 §3.1). */
  static boolean isCompact(TypeSet types) {
    return types.contains(RecordType.NXNAME)
        && List.of(RecordType.RRSIG, RecordType.NSEC, RecordType.NXNAME)
            .containsAll(types.toList());
  }

  /** That of a zone, which may have both kinds while it goes from one to the other. */
  static Proofs either(Proofs first, Proofs second) {
    return new Proofs() {
      @Override
      public Verdict nameAbsent(Name name) {
        Verdict verdict = first.nameAbsent(name);
        return verdict.isBogus() ? second.nameAbsent(name) : verdict;
      }

      @Override
      public Verdict typeAbsent(Name name, RecordType type) {
        Verdict verdict = first.typeAbsent(name, type);
        return verdict.isBogus() ? second.typeAbsent(name, type) : verdict;
      }

      @Override
      public Verdict closerAbsent(Name name, int labels) {
        Verdict verdict = first.closerAbsent(name, labels);
        return verdict.isBogus() ? second.closerAbsent(name, labels) : verdict;
      }

      @Override
      public boolean isUnsignedCut(Name name) {
        return first.isUnsignedCut(name) || second.isUnsignedCut(name);
      }
    };
  }
}
