package org.polderdns.zone.file;

import org.polderdns.records.Tokenizer;

/**
 * The numbers of a {@code $GENERATE}: {@code start-stop} or {@code start-stop/step}.
 *
 * @param start 0 to {@code stop}
 * @param stop at most 2^31-1, included if a step meets it
 * @param step 1 to 2^31-1
 */
record GenerateRange(long start, long stop, long step) {
  private static final long MAX = 0x7fffffffL;

  /** Reads the current token. */
  static GenerateRange parse(Tokenizer in, long maxSteps) {
    String text = in.text();
    int dash = text.indexOf('-');
    int slash = text.indexOf('/');
    long start = number(text, 0, dash);
    long stop = number(text, dash + 1, slash < 0 ? text.length() : slash);
    long step = slash < 0 ? 1 : number(text, slash + 1, text.length());
    if (dash < 0 || start < 0 || stop < start || step < 1) {
      throw in.error("$GENERATE: expected a range as 1-10 or 1-10/2, found " + in.shown());
    }
    long steps = (stop - start) / step + 1;
    if (maxSteps > 0 && steps > maxSteps) {
      throw in.error("$GENERATE: " + steps + " steps, at most " + maxSteps);
    }
    return new GenerateRange(start, stop, step);
  }

  /** The number at {@code text[from, to)}, or -1. */
  private static long number(String text, int from, int to) {
    if (to <= from || to - from > 10) {
      return -1;
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + c - '0';
    }
    return value <= MAX ? value : -1;
  }
}
