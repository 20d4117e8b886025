/** Zones of stores signed by the keys that are stored with them. */
package org.polderdns.server.dnssec;
