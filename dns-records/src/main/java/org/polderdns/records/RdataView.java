package org.polderdns.records;

/**
 * Marks the data of a record taken apart into typed fields: an immutable value. {@link
 * RdataFormats} has one for every type, {@link UnknownRdata} for those it does not know.
 *
 * <p>Ranges are checked when a view is written, not when it is made: the format knows them.
 */
public interface RdataView {}
