package org.polderdns.server.config;

/** A setting is wrong: unknown, not of its type, or not usable. The message is one line. */
public final class SettingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitStatus;

  public SettingException(String message) {
    this(message, 1);
  }

  /**
   * As {@link #SettingException(String)}, with the exit status that a program ends with.
   *
   * @param exitStatus 1 to 255
   */
  public SettingException(String message, int exitStatus) {
    super(message);
    this.exitStatus = exitStatus;
  }

  /** What a program that stops because of this exits with: 1, or 99 without a backend. */
  public int exitStatus() {
    return exitStatus;
  }
}
