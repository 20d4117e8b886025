package org.polderdns.zone.compiled;

import java.util.Arrays;
import org.polderdns.wire.Name;
import org.polderdns.zone.file.ZoneFileReader;

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
  private long offset; // in the file, behind the last record
  private int ownerAt; // of the last record
  private int ownerLength; // 0: there is no record

  boolean isEmpty() {
    return records == 0;
  }

  boolean isFull() {
    return records == RECORDS || length >= OCTETS;
  }

  /** Adds a reader's current record; the batch must not be full. */
  void add(ZoneFileReader reader) {
    int head = HEAD * records++;
    int dataAt = reader.copyOwner(octets, length);
    int newLength = dataAt - length;
    if (newLength == ownerLength
        && Arrays.equals(octets, ownerAt, ownerAt + newLength, octets, length, dataAt)) {
      dataAt = length;
    } else {
      ownerAt = length;
      ownerLength = newLength;
    }
    heads[head] = dataAt - length;
    heads[head + 1] = reader.type().code();
    heads[head + 2] = (int) reader.ttl();
    length = reader.copyRdata(octets, dataAt);
    heads[head + 3] = length - dataAt;
    offset = reader.offset();
  }

  /** Gives all to {@code compiler} and empties this. */
  void moveTo(ZoneCompiler compiler) {
    int at = 0;
    for (int head = 0; head < HEAD * records; head += HEAD) {
      int nameLength = heads[head];
      if (nameLength != 0) {
        compiler.owner(octets, at, nameLength);
        at += nameLength;
      }
      int rdataLength = heads[head + 3];
      compiler.record(heads[head + 1], heads[head + 2], octets, at, rdataLength);
      at += rdataLength;
    }
    compiler.reached(offset);
    records = 0;
    length = 0;
    ownerLength = 0;
  }
}
