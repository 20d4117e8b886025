package org.polderdns.zone;

import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;

/**
 * A link of an NSEC3 chain (RFC 5155 §3.1): the hash of a name that is in it, and the next hash, which
 * for the greatest one is the least.
 *
 * @param hash 20 octets for SHA-1
 * @param owner the name that has this hash; an empty non-terminal perhaps
 * @param next as long as {@code hash}
 */
public record HashSpan(Octets hash, Name owner, Octets next) {}
