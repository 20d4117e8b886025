package org.polderdns.zone.check;

/**
 * One thing found in a zone.
 *
 * @param text one line, a sentence of its own; a finding about a row that does not parse has two,
 *     of which the second says why
 */
public record Finding(Severity severity, String text) {
  public enum Severity {
    /** The zone is wrong: answers from it are undefined, or rows of it cannot be read. */
    ERROR("[Error] "),
    /** The zone works, though most likely not as its operator means. */
    WARNING("[Warning] "),
    /** Worth knowing; not counted. */
    INFO("[Info] ");

    private final String mark;

    Severity(String mark) {
      this.mark = mark;
    }
  }

  /** Each line of the text behind {@code [Error]}, {@code [Warning]} or {@code [Info]}. */
  @Override
  public String toString() {
    return severity.mark + text.replace("\n", "\n" + severity.mark);
  }
}
