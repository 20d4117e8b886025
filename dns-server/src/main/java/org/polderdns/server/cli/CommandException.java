package org.polderdns.server.cli;

/** A command cannot be done. The message is what the user reads, whole; often one line. */
final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitStatus;

  CommandException(String message) {
    this(message, 1);
  }

  CommandException(String message, int exitStatus) {
    super(message);
    this.exitStatus = exitStatus;
  }

  int exitStatus() {
    return exitStatus;
  }
}
