package org.polderdns.zone.answer;

import org.jspecify.annotations.Nullable;
import org.polderdns.wire.Name;
import org.polderdns.zone.ZoneView;

/**
 * Something that a signed zone has to prove in an answer (RFC 4035 §3.1.3, RFC 5155 §7.2). Belongs
 * to its {@link Answer} and is used again.
 */
public final class Proof {
  /** What is to be proved. */
  public enum Kind {
    /** The name does not exist and no wildcard matches it (RFC 4035 §3.1.3.2). */
    NAME_ABSENT,

    /**
     * The name exists without the type asked for (RFC 4035 §3.1.3.1), be it an empty non-terminal,
     * or a delegation without the DS asked for.
     */
    TYPE_ABSENT,

    /** The answer came from a wildcard, no closer name exists (RFC 4035 §3.1.3.3). */
    WILDCARD_EXPANDED,

    /** As that, and the wildcard has not got the type asked for (RFC 4035 §3.1.3.4). */
    WILDCARD_TYPE_ABSENT,

    /** The DS RRset of the delegation referred to, or that it has none (RFC 4035 §3.1.4). */
    DELEGATION
  }

  private Kind kind = Kind.NAME_ABSENT;
  private @Nullable ZoneView zone; // set while in an answer, as is name
  private @Nullable Name name;
  private int encloserLabels;

  Proof() {}

  void set(Kind what, ZoneView in, Name about, int labels) {
    kind = what;
    zone = in;
    name = about;
    encloserLabels = labels;
  }

  public Kind kind() {
    return kind;
  }

  /** The zone that has to prove it. */
  public ZoneView zone() {
    if (zone == null) {
      throw new IllegalStateException("not in an answer");
    }
    return zone;
  }

  /** The name it is about: the name asked for or reached by a CNAME, or the delegation's. */
  public Name name() {
    if (name == null) {
      throw new IllegalStateException("not in an answer");
    }
    return name;
  }

  /** Labels of the closest encloser of {@link #name()}; all of its labels if it exists. */
  public int encloserLabels() {
    return encloserLabels;
  }
}
