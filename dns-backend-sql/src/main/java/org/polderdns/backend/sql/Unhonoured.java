package org.polderdns.backend.sql;

/** Tells in the log of what an operator set for a connection and what has no effect here. */
final class Unhonoured {
  private Unhonoured() {}

  /**
   * @param backend the name of the instance
   * @param what the parameter, with where it stands
   * @param reason why it has none, and what is done instead
   */
  static void tell(String backend, String what, String reason) {
    System.getLogger(Unhonoured.class.getName()) // settings may be read before logging is set up
        .log(
            System.Logger.Level.WARNING,
            "event=parameter-without-effect backend=" + backend + " parameter=\"" + what
                + "\" reason=\"" + reason + '"');
  }
}
