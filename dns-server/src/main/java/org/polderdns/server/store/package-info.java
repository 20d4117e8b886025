/** Stores as the settings launch them. */
package org.polderdns.server.store;
