package org.polderdns.server.cache;

/**
 * When the making of an answer was begun, in terms of what makes answers stale.
 *
 * @param purges done until then
 * @param changes of the stores seen until then
 */
record Moment(long purges, long changes) {}
