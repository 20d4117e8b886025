/** Keys that sign zones: what they are, their forms on paper, and signatures over octets. */
package org.polderdns.dnssec.key;
