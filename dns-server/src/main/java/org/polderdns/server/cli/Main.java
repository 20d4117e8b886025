package org.polderdns.server.cli;

/** Entry point of the standalone jar. */
public final class Main {
  private Main() {}

  /**
   * Runs the program.
   *
   * @param args the command line, without the name of the program
   */
  public static void main(String[] args) {
    String version = Main.class.getPackage().getImplementationVersion();
    System.out.println("Polder DNS " + (version == null ? "(not packaged)" : version));
  }
}
