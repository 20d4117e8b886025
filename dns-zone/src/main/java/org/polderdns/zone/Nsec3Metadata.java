package org.polderdns.zone;

import java.util.regex.Pattern;
import org.polderdns.records.rr.Nsec3Param;
import org.polderdns.wire.Name;
import org.polderdns.wire.PresentationFormatException;

/** Reads the values of metadata {@code NSEC3PARAM}: those of the record, but for a salt of old. */
public final class Nsec3Metadata {
  private static final Pattern ODD_SALT =
      Pattern.compile("\\S+\\s+\\S+\\s+\\S+\\s+(?:[0-9A-Fa-f]{2})*[0-9A-Fa-f]");

  private Nsec3Metadata() {}

  /**
   * The parameters that a value says. An odd number of digits of salt gets a 0, as PowerDNS has it.
   *
   * @throws PresentationFormatException if it does not parse
   */
  public static Nsec3Param parse(String value) {
    String text = value.strip();
    String even = ODD_SALT.matcher(text).matches() ? text + '0' : text;
    return Nsec3Param.FORMAT.read(Nsec3Param.FORMAT.parse(even, Name.ROOT));
  }
}
