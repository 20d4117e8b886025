package org.polderdns.backend.sql;

import java.util.Arrays;

/** A list of numbers that grows, eight octets each. */
final class LongList {
  private long[] values = new long[64];
  private int size;

  void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
  }

  int size() {
    return size;
  }

  long at(int index) {
    return values[index];
  }
}
