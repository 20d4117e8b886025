package org.polderdns.backend;

/**
 * A record as the store keeps it, for tools that look for faults: nothing in it is sure to parse.
 * Text that the store lacks is empty.
 *
 * @param owner absolute, in presentation format
 * @param type the mnemonic, or empty for the note of an empty non-terminal
 * @param ttl decimal
 * @param content presentation format, with names as the store keeps them
 * @param priority what the store keeps apart of MX and SRV, decimal
 * @param disabled whether it is hidden from questions
 * @param auth whether it is marked as authoritative data
 * @param ordered whether it has a place in the denial chain, {@code ordername}
 * @param ordername that place
 * @param problem why it cannot be read, empty if it can
 */
public record StoredRow(
    String owner,
    String type,
    String ttl,
    String content,
    String priority,
    boolean disabled,
    boolean auth,
    boolean ordered,
    String ordername,
    String problem) {}
