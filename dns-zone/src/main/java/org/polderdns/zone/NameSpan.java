package org.polderdns.zone;

import org.polderdns.wire.Name;

/**
 * A link of an NSEC chain (RFC 4034 §4.1): a name that has authoritative data or is a delegation, and
 * the next such name in canonical order, which for the last one is the apex.
 */
public record NameSpan(Name owner, Name next) {}
