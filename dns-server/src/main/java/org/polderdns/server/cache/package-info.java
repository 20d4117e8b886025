/** Replies kept for questions that come again, so that stores are not asked for each. */
package org.polderdns.server.cache;
