package org.polderdns.records;

import org.polderdns.wire.Octets;

/** Data of a type that nothing is known of: octets (RFC 3597). */
public record UnknownRdata(Octets data) implements RdataView {}
