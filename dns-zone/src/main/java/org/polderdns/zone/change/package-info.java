/** The one way a zone changes: what to change, whether it may be, and what follows from it. */
package org.polderdns.zone.change;
