package org.polderdns.dnssec.key;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a key has done, does, and is to do: states with the time from which on each holds, and why.
 * Steps in the past are history, those in the future a plan; nothing but the clock tells them
 * apart, so that who asks at any time is told what the key does then.
 *
 * <pre>{@code
 * KeyLife life = KeyLife.of(created, KeyState.SHOWN, "rollover begun")
 *     .with(created.plus(ttl), KeyState.IN_USE, "known to all caches");
 * life.stateAt(clock.instant());
 * }</pre>
 *
 * <p>Immutable. Before the first step a key does nothing.
 */
public final class KeyLife {
  /**
   * A change of what a key does.
   *
   * @param at the first moment at which it does so
   * @param reason for people, one line, may be empty
   */
  public record Step(Instant at, KeyState state, String reason) {}

  private final List<Step> steps; // ascending; of two at one moment the later one holds

  private KeyLife(List<Step> steps) {
    this.steps = steps;
  }

  /** A key that is as it is: of no known time, for no known reason. */
  public static KeyLife always(KeyState state) {
    return of(Instant.MIN, state, "");
  }

  /** A key that is so from a moment on. */
  public static KeyLife of(Instant at, KeyState state, String reason) {
    return new KeyLife(List.of(new Step(at, state, reason)));
  }

  /** This life and one step more; steps at the same moment are ordered as they were added. */
  public KeyLife with(Instant at, KeyState state, String reason) {
    List<Step> more = new ArrayList<>(steps);
    more.add(new Step(at, state, reason));
    more.sort(Comparator.comparing(Step::at)); // stable
    return new KeyLife(List.copyOf(more));
  }

  /** This life without what was planned for after a moment. */
  public KeyLife endingAt(Instant last) {
    return new KeyLife(steps.stream().filter(step -> !step.at().isAfter(last)).toList());
  }

  /** All steps, by time. */
  public List<Step> steps() {
    return steps;
  }

  /** What the key does at a moment. */
  public KeyState stateAt(Instant when) {
    return lastAt(when).map(Step::state).orElse(KeyState.STORED);
  }

  /** The step that holds at a moment: since when, and why. */
  public Optional<Step> lastAt(Instant when) {
    return steps.stream().filter(step -> !step.at().isAfter(when)).reduce((a, b) -> b);
  }

  /** The next step after a moment. */
  public Optional<Step> nextAfter(Instant when) {
    return steps.stream().filter(step -> step.at().isAfter(when)).findFirst();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyLife life && steps.equals(life.steps);
  }

  @Override
  public int hashCode() {
    return steps.hashCode();
  }

  @Override
  public String toString() {
    return steps.toString();
  }
}
