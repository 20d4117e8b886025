package org.polderdns.dnssec.validate;

import org.polderdns.wire.ExtendedError;

/** Why an answer is not secure. */
public enum Reason {
  /** It is secure. */
  NONE(Security.SECURE, ExtendedError.OTHER),

  /** The parent zone shows that a delegation has no DS (RFC 4035 §5.2). */
  UNSIGNED_DELEGATION(Security.INSECURE, ExtendedError.OTHER),
  /** A span that opted out may hold unsigned delegations that it does not show (RFC 5155 §9.2). */
  OPT_OUT(Security.INSECURE, ExtendedError.OTHER),
  /** No DS or anchor is of an algorithm and a digest known here (RFC 4035 §5.2). */
  UNSUPPORTED(Security.INSECURE, ExtendedError.UNSUPPORTED_DNSKEY_ALGORITHM),
  /** NSEC3 records ask for more iterations than are computed (RFC 9276 §3.2). */
  NSEC3_ITERATIONS(Security.INSECURE, ExtendedError.UNSUPPORTED_NSEC3_ITERATIONS),

  /** No trust anchor is at or above the name. */
  NO_ANCHOR(Security.INDETERMINATE, ExtendedError.DNSSEC_INDETERMINATE),
  /** It is an error, as SERVFAIL, or is no answer to one question. */
  NO_ANSWER(Security.INDETERMINATE, ExtendedError.DNSSEC_INDETERMINATE),
  /** Signatures were asked for, which are not signed (RFC 4035 §2.2). */
  SIGNATURES_ASKED(Security.INDETERMINATE, ExtendedError.DNSSEC_INDETERMINATE),

  /** Records are not signed, and it is not shown that they need not be. */
  SIGNATURES_MISSING(Security.BOGUS, ExtendedError.RRSIGS_MISSING),
  SIGNATURE_EXPIRED(Security.BOGUS, ExtendedError.SIGNATURE_EXPIRED),
  SIGNATURE_NOT_YET_VALID(Security.BOGUS, ExtendedError.SIGNATURE_NOT_YET_VALID),
  /** A signature is not that of its key over these records, or does not fit to them. */
  SIGNATURE_WRONG(Security.BOGUS, ExtendedError.DNSSEC_BOGUS),
  /** The zone has not got the key of a signature, or its keys are not those of its DS records. */
  KEY_MISSING(Security.BOGUS, ExtendedError.DNSKEY_MISSING),
  /** What the answer denies is not shown to be absent. */
  PROOF_MISSING(Security.BOGUS, ExtendedError.NSEC_MISSING),
  /** The records do not go together, as an alias that its DNAME does not make. */
  INCONSISTENT(Security.BOGUS, ExtendedError.DNSSEC_BOGUS),
  /** It was not validated to the end, as that would take more work than any honest answer. */
  TOO_MUCH_WORK(Security.BOGUS, ExtendedError.DNSSEC_BOGUS);

  private final Security security;
  private final int extendedError;

  Reason(Security security, int extendedError) {
    this.security = security;
    this.extendedError = extendedError;
  }

  public Security security() {
    return security;
  }

  /** The code by which a server tells of it (RFC 8914). */
  public int extendedError() {
    return extendedError;
  }
}
