package org.polderdns.backend.sql;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Records in their order in a temporary file, which is gone once it is closed. */
final class SortedRun implements RecordSorter.Cursor, AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final FileChannel file;
  private final InputStream in;
  private byte[] record = new byte[1 << 10];

  private SortedRun(FileChannel file) {
    this.file = file;
    this.in = new BufferedInputStream(Channels.newInputStream(file), BUFFER);
  }

  static SortedRun open() throws IOException {
    return new SortedRun(FileChannel.open(
        Files.createTempFile("polder-load", ".records"),
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE));
  }

  /** Writes all records of another cursor, and goes back to before the first. */
  void write(RecordSorter.Cursor records) throws IOException {
    OutputStream out = new BufferedOutputStream(Channels.newOutputStream(file), BUFFER);
    while (records.next()) {
      int start = records.start();
      out.write(records.buffer(), start, RecordSorter.end(records.buffer(), start) - start);
    }
    out.flush();
    file.position(0);
  }

  @Override
  public boolean next() throws IOException {
    if (in.readNBytes(record, 0, 2) < 2) {
      return false;
    }
    int behindKey = 2 + RecordSorter.u16(record, 0);
    read(2, behindKey + 8);
    read(behindKey + 8, RecordSorter.end(record, 0));
    return true;
  }

  private void read(int from, int to) throws IOException {
    if (to > record.length) {
      record = Arrays.copyOf(record, 2 * to);
    }
    if (in.readNBytes(record, from, to - from) < to - from) {
      throw new IOException("a temporary file ended early");
    }
  }

  @Override
  public byte[] buffer() {
    return record;
  }

  @Override
  public int start() {
    return 0;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
