package org.polderdns.dnssec.online;

import java.util.List;
import org.polderdns.dnssec.key.DigestType;
import org.polderdns.dnssec.zone.ParentSignal;

/**
 * What the CDS and CDNSKEY records say.
 *
 * @param digests those of the CDS records
 */
record PublishedKeys(ParentSignal cds, List<DigestType> digests, ParentSignal cdnskey) {}
