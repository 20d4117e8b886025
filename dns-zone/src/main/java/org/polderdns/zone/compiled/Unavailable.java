package org.polderdns.zone.compiled;

/**
 * Marks the view of a zone that is known and cannot be answered for at the moment, as one that is
 * not loaded yet: every question for its names is answered SERVFAIL. Its place is held by {@link
 * ZoneTable#hold}.
 */
public interface Unavailable {}
