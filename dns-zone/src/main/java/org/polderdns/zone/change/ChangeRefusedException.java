package org.polderdns.zone.change;

import java.util.List;

/**
 * A change that would leave the zone in a state it may not be in; nothing of it was done. The
 * message names each offending owner and type.
 */
public final class ChangeRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  /** With each problem as one sentence without a full stop; at least one. */
  public ChangeRefusedException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /** Each problem as one sentence without a full stop. */
  public List<String> problems() {
    return problems;
  }
}
