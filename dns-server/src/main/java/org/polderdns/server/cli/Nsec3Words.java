package org.polderdns.server.cli;

import java.util.Locale;
import org.polderdns.records.rr.Nsec3Param;
import org.polderdns.wire.Name;
import org.polderdns.wire.PresentationFormatException;

/** The parameters of NSEC3 as operators write them and the metadata NSEC3PARAM has them. */
final class Nsec3Words {
  /** Without a word: no salt and no more rounds (RFC 9276 §3.1). */
  static final String USUAL = "1 0 0 -";

  /** More are stored by no tool, whatever the setting says. */
  static final int MOST_ITERATIONS = 500;

  private static final int SHA1 = 1;

  private Nsec3Words() {}

  /**
   * Reads them. A salt with an odd number of digits gets a zero behind it, as it always did.
   *
   * @throws PresentationFormatException if they are none
   */
  static Nsec3Param read(String text) {
    String even = text.strip();
    if (even.matches("\\S+\\s+\\S+\\s+\\S+\\s+(?:[0-9A-Fa-f]{2})*[0-9A-Fa-f]")) {
      even += '0';
    }
    return Nsec3Param.FORMAT.read(Nsec3Param.FORMAT.parse(even, Name.ROOT));
  }

  /**
   * Reads them and looks whether a zone may have them.
   *
   * @param most the most iterations by the settings
   * @throws CommandException if it may not
   */
  static Nsec3Param readAllowed(String text, String zone, int most) {
    Nsec3Param parameters;
    try {
      parameters = read(text);
    } catch (PresentationFormatException e) {
      throw new CommandException("Error: NSEC3PARAM '" + text + "': " + e.getMessage());
    }
    if (parameters.hashAlgorithm() != SHA1) {
      throw only("algorithm", parameters.hashAlgorithm(), "'1' is the only valid value");
    }
    if (parameters.flags() > 1) {
      throw only("flags", parameters.flags(), "'0' and '1' are the only valid values");
    }
    int limit = Math.min(most, MOST_ITERATIONS);
    if (parameters.iterations() > limit) {
      throw new CommandException("Error: NSEC3PARAMs provided for zone '" + zone
          + "' are invalid: Number of NSEC3 iterations is above 'max-nsec3-iterations'. At most "
          + limit + " are allowed.");
    }
    return parameters;
  }

  private static CommandException only(String field, int value, String allowed) {
    return new CommandException("NSEC3PARAM " + field + " set to '" + value + "', but " + allowed);
  }

  /** As the metadata have them: lower case, {@code -} for no salt. */
  static String write(Nsec3Param parameters) {
    return Nsec3Param.FORMAT.print(Nsec3Param.FORMAT.write(parameters)).toLowerCase(Locale.ROOT);
  }

  static boolean isOptOut(String text) {
    try {
      return (read(text).flags() & 1) != 0;
    } catch (PresentationFormatException e) {
      return false;
    }
  }
}
