/** Zones signed, validated and digested as a whole (RFC 4035, RFC 5155, RFC 8976). */
package org.polderdns.dnssec.zone;
