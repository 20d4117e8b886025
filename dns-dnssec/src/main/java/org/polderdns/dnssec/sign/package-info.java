/** Signatures over RRsets, and zones signed as a whole (RFC 4034, RFC 4035, RFC 5155). */
package org.polderdns.dnssec.sign;
