package org.polderdns.backend;

import java.io.IOException;
import java.util.List;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/**
 * Zones as text that another program takes in, written while they are read.
 *
 * <pre>{@code
 * script.begin(apex, ZoneKind.NATIVE, List.of());
 * script.record(apex, RecordType.SOA, 3600, rdata, false);
 * script.end();
 * script.finish();
 * }</pre>
 */
public interface ZoneScript {
  /**
   * Begins a zone.
   *
   * @param primaries addresses as in {@link ZoneInfo}, none for zones that have no primary
   */
  void begin(Name apex, ZoneKind kind, List<String> primaries) throws IOException;

  /**
   * A record of the zone begun.
   *
   * @param ttl seconds
   * @param rdata uncompressed wire form
   * @param disabled whether it is kept and not answered
   * @return whether it was written: what a form has no place for is left out
   */
  boolean record(Name owner, RecordType type, long ttl, Octets rdata, boolean disabled)
      throws IOException;

  /**
   * A remark on an RRset; forms that have no place for it leave it out.
   *
   * @param modified seconds since 1970
   * @throws org.polderdns.wire.PresentationFormatException if the text cannot be stored
   */
  void comment(Name owner, RecordType type, long modified, String text) throws IOException;

  /** All of the zone was written. */
  void end() throws IOException;

  /** The zone begun broke off: it is taken back where the form can. */
  void abandon() throws IOException;

  /** No further zone comes. */
  void finish() throws IOException;
}
