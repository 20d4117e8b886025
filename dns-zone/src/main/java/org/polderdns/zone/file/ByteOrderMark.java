package org.polderdns.zone.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;

/** The three octets that editors of some systems put before UTF-8 text. */
final class ByteOrderMark {
  private static final byte[] OCTETS = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private ByteOrderMark() {}

  /** The stream without them at its start. */
  static InputStream skip(InputStream stream) throws IOException {
    byte[] head = stream.readNBytes(OCTETS.length);
    if (Arrays.equals(head, OCTETS)) {
      return stream;
    }
    PushbackInputStream whole = new PushbackInputStream(stream, OCTETS.length);
    whole.unread(head);
    return whole;
  }
}
