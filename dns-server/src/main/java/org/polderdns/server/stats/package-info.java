/** What the server counts, under the names that operators' graphs know. */
package org.polderdns.server.stats;
