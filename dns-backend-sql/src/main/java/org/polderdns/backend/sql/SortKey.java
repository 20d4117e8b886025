package org.polderdns.backend.sql;

import org.polderdns.wire.Name;

/**
 * Owner names of a zone as octets that sort in canonical order (RFC 4034 §6.1) where octets are
 * compared one by one: the labels below the apex from the uppermost on, in lower case, each with a
 * 0 behind it; 0 and 1 within a label are 1 and the octet after it.
 */
final class SortKey {
  /** The most octets of one. */
  static final int MAX_LENGTH = 2 * Name.MAX_LENGTH;

  private SortKey() {}

  /**
   * Writes the key of a name.
   *
   * @param owner at or below the apex
   * @return behind the last octet
   */
  static int write(Name owner, Name apex, byte[] target, int start) {
    int to = start;
    for (int label = owner.labelCount() - apex.labelCount() - 1; label >= 0; label--) {
      int at = owner.labelOffset(label) + 1;
      int end = at + owner.octet(at - 1);
      for (; at < end; at++) {
        int octet = owner.octet(at);
        if (octet > 1) {
          target[to++] = (byte) (octet >= 'A' && octet <= 'Z' ? octet + 32 : octet);
        } else {
          target[to++] = 1;
          target[to++] = (byte) (octet + 1);
        }
      }
      target[to++] = 0;
    }
    return to;
  }

  /** The name of a key, in lower case. */
  static Name read(byte[] key, int length, Name apex) {
    byte[] wire = new byte[Name.MAX_LENGTH];
    int from = Name.MAX_LENGTH - apex.length();
    apex.copyTo(wire, from);
    int end = 0;
    for (int start = 0; start < length; start = end + 1) {
      int octets = 0;
      for (end = start; key[end] != 0; end++) {
        octets++;
        if (key[end] == 1) {
          end++;
        }
      }
      from -= octets + 1;
      wire[from] = (byte) octets;
      int to = from + 1;
      for (int at = start; at < end; at++) {
        wire[to++] = key[at] == 1 ? (byte) (key[++at] - 1) : key[at];
      }
    }
    return Name.ofWire(java.util.Arrays.copyOfRange(wire, from, Name.MAX_LENGTH));
  }
}
