package org.polderdns.dnssec.key;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The times in the private files of BIND's keys, {@code YYYYMMDDHHMMSS} in UTC, as a key's life. */
final class BindTimes {
  private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");

  private BindTimes() {}

  /** A file without times, as ldns writes them, is one of a key in use. */
  static KeyLife read(Map<String, String> fields) {
    Optional<Instant> created = time(fields, "Created");
    Optional<Instant> publish = time(fields, "Publish");
    Optional<Instant> activate = time(fields, "Activate");
    if (created.isEmpty() && publish.isEmpty() && activate.isEmpty()) {
      return KeyLife.always(KeyState.IN_USE);
    }
    KeyLife life = KeyLife.of(created.orElse(Instant.MIN), KeyState.STORED, "Created");
    Optional<Instant> inactive = time(fields, "Inactive");
    Optional<Instant> delete = time(fields, "Delete");
    for (Optional<Instant> at : List.of(publish, activate, inactive, delete)) {
      if (at.isPresent()) {
        Instant when = at.get();
        KeyState state = new KeyState(
            reached(activate, when) && !reached(inactive, when) && !reached(delete, when),
            reached(publish, when) && !reached(delete, when));
        if (!life.stateAt(when).equals(state)) {
          life = life.with(when, state, reason(when, publish, activate, inactive));
        }
      }
    }
    return life;
  }

  private static boolean reached(Optional<Instant> time, Instant when) {
    return time.isPresent() && !time.get().isAfter(when);
  }

  private static String reason(
      Instant when,
      Optional<Instant> publish,
      Optional<Instant> activate,
      Optional<Instant> inactive) {
    if (activate.isPresent() && activate.get().equals(when)) {
      return "Activate";
    }
    if (publish.isPresent() && publish.get().equals(when)) {
      return "Publish";
    }
    return inactive.isPresent() && inactive.get().equals(when) ? "Inactive" : "Delete";
  }

  private static Optional<Instant> time(Map<String, String> fields, String name) {
    String value = fields.get(name.toLowerCase(Locale.ROOT));
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDateTime.parse(value, FORM).toInstant(ZoneOffset.UTC));
    } catch (DateTimeParseException e) {
      throw KeyRefusedException.malformed(name + ": expected YYYYMMDDHHMMSS");
    }
  }

  /** The lines of a life, those of its times that BIND has a name for; none if it has no times. */
  static String write(KeyLife life) {
    StringBuilder out = new StringBuilder();
    KeyState before = KeyState.STORED;
    for (KeyLife.Step step : life.steps()) {
      if (step.at().equals(Instant.MIN)) {
        before = step.state();
        continue;
      }
      if (out.indexOf("Created: ") < 0) {
        line(out, "Created", step.at());
      }
      KeyState state = step.state();
      if (state.published() && !before.published()) {
        line(out, "Publish", step.at());
      }
      if (state.active() && !before.active()) {
        line(out, "Activate", step.at());
      }
      if (!state.active() && before.active()) {
        line(out, "Inactive", step.at());
      }
      if (!state.published() && before.published()) {
        line(out, "Delete", step.at());
      }
      before = state;
    }
    return out.toString();
  }

  private static void line(StringBuilder out, String name, Instant at) {
    if (out.indexOf(name + ": ") < 0) { // BIND keeps one of each, the first is when it began
      out.append(name)
          .append(": ")
          .append(FORM.format(at.atOffset(ZoneOffset.UTC)))
          .append('\n');
    }
  }
}
