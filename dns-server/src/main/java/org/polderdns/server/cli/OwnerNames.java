package org.polderdns.server.cli;

import org.polderdns.wire.Name;
import org.polderdns.wire.PresentationFormatException;

/**
 * Owner names on the command line. With a last dot, or at or below the zone, a name is absolute;
 * any other is relative to the zone, and {@code @} is the zone itself. So both older habits
 * ({@code www}) and newer ones ({@code www.example.org}) mean what they say.
 */
final class OwnerNames {
  private OwnerNames() {}

  /**
   * The name meant.
   *
   * @throws CommandException if it is none, or not in the zone
   */
  static Name parse(String text, Name apex) {
    try {
      if (text.equals("@")) {
        return apex;
      }
      Name absolute = Name.parse(text);
      if (absolute.isAtOrBelow(apex)) {
        return absolute;
      }
      Name relative = Name.parse(text, apex);
      if (relative.isAtOrBelow(apex)) {
        return relative;
      }
    } catch (PresentationFormatException e) {
      throw new CommandException("Error: " + e.getMessage());
    }
    throw new CommandException("Name \"" + text + "\" is not in zone '" + Tool.shown(apex) + "'");
  }
}
