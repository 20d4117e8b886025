/** The zone model, master files (RFC 1035 §5), answering (RFC 1034 §4.3.2) and zone checks. */
package org.polderdns.zone;
