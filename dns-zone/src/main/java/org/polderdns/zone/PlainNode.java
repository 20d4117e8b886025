package org.polderdns.zone;

import java.util.List;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;

/** A node as {@link ZoneNode#of} makes it. */
record PlainNode(Name name, List<RRset> rrsets) implements ZoneNode {}
