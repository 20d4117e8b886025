package org.polderdns.server.cli;

/** The version of this program. */
public final class Version {
  private Version() {}

  /** As in the jar's manifest; {@code development} out of a jar. */
  public static String number() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** One line for people. */
  public static String line() {
    return "Polder DNS " + number() + " (Java " + Runtime.version().feature() + ")";
  }
}
