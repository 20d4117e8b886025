package org.polderdns.records;

import java.util.Collection;

/**
 * Adds record types of an application's own. Found by {@link java.util.ServiceLoader} when {@link
 * RdataFormats} is first used; see the README of dns-records for a worked example.
 */
public interface RdataFormatProvider {
  /**
   * The formats to add, none of a type that has one already. Their mnemonics are to be given before
   * by {@link org.polderdns.wire.RecordType#register}.
   */
  Collection<RdataFormat<?>> formats();
}
