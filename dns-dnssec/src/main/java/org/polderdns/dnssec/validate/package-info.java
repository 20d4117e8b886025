/** Answers validated from a trust anchor on (RFC 4035 §5, RFC 5155 §8, RFC 6840). */
package org.polderdns.dnssec.validate;
