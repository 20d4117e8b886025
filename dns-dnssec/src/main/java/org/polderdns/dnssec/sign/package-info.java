/** Signatures over RRsets, made and verified (RFC 4034, RFC 4035 §5.3). */
package org.polderdns.dnssec.sign;
