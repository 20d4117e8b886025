package org.polderdns.zone.compiled;

import org.jspecify.annotations.Nullable;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** Some records on their way from one thread to another, as octets. Used again when emptied. */
final class RecordBatch {
  private static final int RECORDS = 2048;
  private static final int OCTETS = 1 << 16;
  private static final int LARGEST = Name.MAX_LENGTH + 65535; // of one record
  private static final int HEAD = 4; // owner length (0: that of the record before), type, TTL, data

  private final int[] heads = new int[HEAD * RECORDS];
  private final byte[] octets = new byte[OCTETS + LARGEST]; // owner and data in turn
  private int records;
  private int length;
  private @Nullable Name lastOwner;

  boolean isEmpty() {
    return records == 0;
  }

  boolean isFull() {
    return records == RECORDS || length >= OCTETS;
  }

  /** Adds a record; the batch must not be full. */
  @SuppressWarnings("ReferenceEquality") // an equal name that is another object is kept too
  void add(Name owner, RecordType type, long ttl, Octets rdata) {
    int head = HEAD * records++;
    int dataAt = length;
    if (owner != lastOwner) { // a reader gives successive records of one owner the same object
      lastOwner = owner;
      dataAt = owner.copyTo(octets, length);
    }
    heads[head] = dataAt - length;
    heads[head + 1] = type.code();
    heads[head + 2] = (int) ttl;
    heads[head + 3] = rdata.length();
    length = rdata.copyTo(octets, dataAt);
  }

  /** Gives all to {@code compiler} and empties this. */
  void moveTo(ZoneCompiler compiler) {
    int at = 0;
    int ownerAt = 0;
    int ownerLength = 0;
    for (int head = 0; head < HEAD * records; head += HEAD) {
      if (heads[head] != 0) {
        ownerAt = at;
        ownerLength = heads[head];
        at += ownerLength;
      }
      int type = heads[head + 1];
      int rdataLength = heads[head + 3];
      compiler.add(octets, ownerAt, ownerLength, type, heads[head + 2], octets, at, rdataLength);
      at += rdataLength;
    }
    records = 0;
    length = 0;
    lastOwner = null;
  }
}
