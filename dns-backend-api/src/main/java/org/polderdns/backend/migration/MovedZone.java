package org.polderdns.backend.migration;

import org.polderdns.wire.Name;

/**
 * What of a zone is in the target now.
 *
 * @param records between stores that keep rows all of these, disabled ones and notes of empty
 *     non-terminals too
 * @param metadata kinds
 */
public record MovedZone(Name apex, long records, long comments, int metadata, int keys) {}
