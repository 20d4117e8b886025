/** Zones in memory, laid out for answering. */
package org.polderdns.zone.compiled;
