package org.polderdns.wire;

/** What a message asks, or what it is the answer to (RFC 1035 §4.1.2). */
public record Question(Name name, RecordType type, RecordClass rclass) {
  /** A question in class IN. */
  public static Question of(Name name, RecordType type) {
    return new Question(name, type, RecordClass.IN);
  }

  @Override
  public String toString() {
    return name + " " + rclass + " " + type;
  }
}
