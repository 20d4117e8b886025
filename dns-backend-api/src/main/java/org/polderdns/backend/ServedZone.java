package org.polderdns.backend;

/** A zone and the store that has it. */
public record ServedZone(Backend backend, ZoneInfo info) {}
